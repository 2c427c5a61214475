"""Which tables does a plan have, with which columns and units?"""

from brownfield.tables.columns import Column, Kind, Table

_COLUMNS: dict[str, tuple[Kind, str, str]] = {
    "recipe": ("text", "-", "Build option with the source of every part group."),
    "build_option": ("text", "-", "Way to build the product."),
    "product": ("text", "-", "Product."),
    "facility": ("text", "-", "Plant."),
    "owner": ("text", "-", "Owner of the plant."),
    "programme_owner": ("text", "-", "Party that buys tooling and sells the vehicle."),
    "place": ("text", "-", "Market."),
    "party": ("text", "-", "Party."),
    "payer": ("text", "-", "Party that pays."),
    "payee": ("text", "-", "Party that is paid."),
    "node": ("text", "-", "Node of the scenario tree."),
    "year": ("integer", "calendar year", "Year of the node."),
    "pattern": ("text", "-", "Shift pattern in force."),
    "action": ("text", "-", "open or close."),
    "regime": ("text", "-", "Duty regime used."),
    "quota": (
        "text",
        "-",
        "Measure whose volume it uses, in prices the pool; blank = no quota.",
    ),
    "part_group": ("text", "-", "Part group."),
    "source": ("text", "-", "Where the part group is bought."),
    "agreement": ("text", "-", "Trade agreement."),
    "missing_part": (
        "text",
        "-",
        "First part group, by name, that fails to originate.",
    ),
    "is_originating": ("boolean", "-", "Whether the vehicle originates."),
    "quantity": ("text", "-", "line_time, demand, credit, carbon or quota."),
    "scenario": ("text", "-", "Leaf of the scenario tree: one future."),
    "probability": ("number", "share", "Probability of the future."),
    "policy": ("text", "-", "Row of policies."),
    "since": ("integer", "calendar year", "Year of its row in policies."),
    "item": ("text", "-", "Kind of cash."),
    "vehicles": ("number", "vehicles", "Volume in the year."),
    "capacity": ("number", "standard vehicles a year", "Line time in force."),
    "used": ("number", "standard vehicles a year", "Line time used."),
    "guest_used": ("number", "standard vehicles a year", "Line time of guests."),
    "committed": ("number", "standard vehicles a year", "Line time of commitments."),
    "headcount": ("number", "people", "Jobs of the pattern."),
    "duty_per_vehicle": ("number", "case currency per vehicle", "Duty."),
    "duty": ("number", "case currency", "Duty; per vehicle in landed_cost."),
    "materials": ("number", "case currency per vehicle", "Parts at the source."),
    "inbound_freight": ("number", "case currency per vehicle", "Freight of parts."),
    "inbound_duty": ("number", "case currency per vehicle", "Duty on parts."),
    "conversion": ("number", "case currency per vehicle", "Labour, energy, line."),
    "freight": ("number", "case currency per vehicle", "Freight to the market."),
    "insurance": ("number", "case currency per vehicle", "Insurance to the market."),
    "landed_cost": ("number", "case currency per vehicle", "Sum of the items."),
    "crew": (
        "number",
        "case currency per vehicle",
        "Shift pattern by line time; in a blank ex_works_price, not in landed_cost.",
    ),
    "fee": (
        "number",
        "case currency per vehicle",
        "Paid by the programme's owner under fee_per_vehicle and cost_plus contracts.",
    ),
    "buyer_cost": (
        "number",
        "case currency per vehicle",
        "landed_cost with the fee, without conversion at another party's plant.",
    ),
    "non_originating_value": (
        "number",
        "case currency per vehicle",
        "Foreign parts by the agreement's rule.",
    ),
    "ex_works": ("number", "case currency per vehicle", "Price at the gate."),
    "non_originating_share": ("number", "share", "Foreign value over ex works."),
    "limit": ("number", "share", "Largest share the rule accepts."),
    "headroom": ("number", "share", "Limit less share; negative fails."),
    "capital": ("number", "case currency", "Tooling and openings it is paid for."),
    "tonnes": ("number", "t CO2e", "Emitted."),
    "above": ("number", "t CO2e", "Above the cap, and paid for."),
    "stage": ("text", "-", "plants, parts or lanes."),
    "customs_territory": (
        "text",
        "-",
        "Of the plant, of the source of parts, of the market a lane leads to.",
    ),
    "paid": ("number", "case currency", "Paid in all, by whoever pays."),
    "credit": ("text", "-", "Row of credits."),
    "kind": (
        "text",
        "-",
        "Of credits what is done with them; of a duty the kind of its row.",
    ),
    "giver": ("text", "-", "Member of a pool that hands them on; blank = no pool."),
    "credits": ("number", "credits", "Credits; of an exchange those used here."),
    "asked": ("number", "credits", "Target by the vehicles delivered."),
    "earned": ("number", "credits", "Credits of the vehicles delivered."),
    "owed": (
        "number",
        "credits",
        "Credits the vehicles delivered need; 0 of a maker that is small enough.",
    ),
    "opening": ("number", "credits", "Credits there to begin with."),
    "bought": ("number", "credits", "Bought."),
    "sold": ("number", "credits", "Sold."),
    "kept": ("number", "credits", "Kept from the year before."),
    "carried": ("number", "credits", "Kept for the year after, before any loss."),
    "borrowed": ("number", "credits", "Borrowed from the year after."),
    "repaid": ("number", "credits", "Owed for those borrowed the year before."),
    "exchanged": (
        "number",
        "credits",
        "Used here from other rules, less those used there.",
    ),
    "pooled": ("number", "credits", "Received in pools, less those handed on."),
    "missing": ("number", "credits", "Missing, and paid for."),
    "amount": ("number", "case currency", "Cash, positive = received."),
    "npv": ("number", "case currency", "Present value at the end of the first year."),
    "value": ("number", "case currency", "Worth of one more unit at the node."),
    "measure": ("text", "-", "Row of trade_measures; blank = none fits."),
    "outcome": (
        "text",
        "-",
        "paid, paid_back, set_aside (another row takes its place), not_used (open, but not the way taken), refused (a condition is not met), free.",  # noqa: E501 (one sentence)
    ),
    "counts_in": (
        "text",
        "-",
        "duty (on the vehicle) or inbound_duty (on a part at the plant).",
    ),
    "base": ("text", "-", "Duty base of the row: cif or ex_works."),
    "base_value": (
        "number",
        "case currency per vehicle",
        "Amount of the base; of a drawback the duty that was paid.",
    ),
    "base_low": ("number", "case currency per vehicle", "Least amount of the base."),
    "base_high": ("number", "case currency per vehicle", "Largest amount of the base."),
    "ad_valorem": ("number", "share", "Share of the base that the row asks for."),
    "specific": ("number", "case currency per vehicle", "Fixed amount of the row."),
    "spared": (
        "number",
        "case currency per vehicle",
        "What the row would have asked for and did not.",
    ),
    "duty_low": ("number", "case currency per vehicle", "Least duty of the years."),
    "duty_high": ("number", "case currency per vehicle", "Largest duty of the years."),
    "spared_low": ("number", "case currency per vehicle", "Least amount spared."),
    "spared_high": ("number", "case currency per vehicle", "Largest amount spared."),
    "screen": (
        "text",
        "-",
        "circumvention (origin of a vehicle put together elsewhere) or kit_as_vehicle.",
    ),
    "importer": ("text", "-", "Customs territory that might ask for the duty."),
    "exporter": ("text", "-", "Customs territory of the parts."),
    "target_share": ("number", "share", "Parts of the exporter in the value of parts."),
    "value_added_share": ("number", "share", "Work of the plant in parts and work."),
    "finding": (
        "text",
        "-",
        "meets or does_not_meet the shares; unresolved: a fact is missing; open: no share decides it.",  # noqa: E501 (one sentence)
    ),
    "needs": ("text", "-", "Cells that are missing."),
    "futures": ("number", "share", "Probability of the futures that enforce it."),
    "why": ("text", "-", "Why this row, and why this outcome."),
    "years": ("text", "calendar year", "Years in which the law is the same."),
    "value_of_last": (
        "number",
        "case currency",
        "Worth of the last unit in use; blank = nothing can be done without it.",
    ),
}

_TABLES: dict[str, tuple[str, str]] = {
    "starts": (
        "A programme begins.",
        "build_option product facility programme_owner node year",
    ),
    "openings": (
        "A plant is opened or closed.",
        "facility owner action node year",
    ),
    "shifts": (
        "A shift pattern is in force.",
        "facility pattern node year headcount capacity",
    ),
    "production": (
        "Vehicles are built to a recipe.",
        "recipe build_option product facility node year vehicles",
    ),
    "deliveries": (
        "Vehicles reach a market.",
        "recipe build_option product facility place node year regime quota vehicles duty_per_vehicle duty",  # noqa: E501 (one list of columns)
    ),
    "unmet": ("Demand is not served.", "product place node year vehicles"),
    "shortfall": (
        "A promised minimum is missed.",
        "build_option node year vehicles",
    ),
    "sourcing": ("A recipe buys a part group.", "recipe part_group source"),
    "origin": (
        "A recipe is tested under an agreement.",
        "recipe agreement node year non_originating_value ex_works non_originating_share limit headroom missing_part is_originating",  # noqa: E501 (one list of columns)
    ),
    "landed_cost": (
        "A recipe could reach a market at this cost.",
        "recipe build_option product facility place node year regime quota materials inbound_freight inbound_duty conversion freight insurance duty landed_cost crew fee buyer_cost",  # noqa: E501 (one list of columns)
    ),
    "support": (
        "A government decides on a support package, or to give support it may refuse.",
        "policy since party node year",
    ),
    "grants": (
        "A grant or support is paid.",
        "policy since party payer node year vehicles capital paid amount",
    ),
    "carbon": (
        "A party emits carbon that has a price or a cap.",
        "policy since party node year tonnes above paid",
    ),
    "emissions": (
        "Carbon is emitted, as far as the tables say.",
        "party stage customs_territory node year tonnes",
    ),
    "payments": (
        "A guest pays its host what is best for all; only with `has_free_payments`.",
        "payer payee node year amount",
    ),
    "fleet_credits": (
        "A maker stands under a fleet rule.",
        "policy party node year vehicles asked earned owed opening bought sold kept carried borrowed repaid exchanged pooled missing amount",  # noqa: E501 (one list of columns)
    ),
    "credit_moves": (
        "A maker trades, keeps or borrows credits of a fleet rule.",
        "credit kind policy party node year giver credits",
    ),
    "capacity_use": (
        "Line time of a plant is offered and used.",
        "facility owner node year capacity used guest_used committed",
    ),
    "cash": ("A party pays or receives.", "party node year item amount"),
    "value": ("A party's present value in a future.", "party scenario probability npv"),
    "prices": (
        "One more unit would be worth this.",
        "quantity facility product place policy party quota node year value value_of_last",  # noqa: E501 (one list of columns)
    ),
}


def _table(name: str, meaning: str, columns: str) -> Table:
    declared = tuple(
        Column(name=c, kind=_COLUMNS[c][0], unit=_COLUMNS[c][1], meaning=_COLUMNS[c][2])
        for c in columns.split()
    )
    return Table(name=name, meaning=meaning, columns=declared)


RESULTS: dict[str, Table] = {
    name: _table(name, meaning, columns) for name, (meaning, columns) in _TABLES.items()
}

_LAW = "part_group source kind measure outcome counts_in base"
_ORIGIN = "agreement non_originating_share limit headroom missing_part why"
WORKED_OUT: dict[str, Table] = {
    "duty_trace": _table(
        "duty_trace",
        "A row of law is paid, set aside or refused at a delivery.",
        f"recipe place node year regime quota vehicles {_LAW} base_value ad_valorem "
        f"specific duty_per_vehicle spared {_ORIGIN}",
    ),
    "duty_by_delivery": _table(
        "duty_by_delivery",
        "The same with years of one law together; place is blank for duty on parts.",
        f"recipe place years regime quota vehicles {_LAW} base_low base_high "
        f"ad_valorem specific duty_low duty_high spared_low spared_high {_ORIGIN}",
    ),
    "screens": _table(
        "screens",
        "A ruling might ask more of a delivered vehicle: a question, no verdict.",
        "screen recipe importer exporter kind measure years vehicles finding needs "
        "target_share value_added_share duty_low duty_high futures",
    ),
}
"""Tables worked out from a plan when it is told; no plan holds them."""
