"""Constraint families of money: payments, profit, support, tails, value."""
