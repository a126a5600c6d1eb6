"""What must be true of entries of impact at every moment, read from the tables: no view shows a line's pieces."""

from checkout.invariant import Invariant

# What each claim of a line has to come to: its pieces that count, if the order holds captured money.
_DUE = """
SELECT claim.id, claim.line_id, claim.unit,
       CASE WHEN captured.order_id IS NULL THEN 0
            WHEN COALESCE(refunded.pieces, 0) > line.released + line.returned
            THEN line.quantity - COALESCE(refunded.pieces, 0)
            ELSE line.quantity - line.released - line.returned END AS pieces,
       claim.amount_per_piece
  FROM checkout_orderlineclaim claim
  JOIN checkout_orderline line ON line.id = claim.line_id
  LEFT JOIN (SELECT order_id FROM checkout_payment
              WHERE kind = 'capture' AND status = 'captured') captured ON captured.order_id = line.order_id
  LEFT JOIN (SELECT line_id, SUM(quantity) AS pieces
               FROM checkout_refundline GROUP BY line_id) refunded ON refunded.line_id = line.id
"""

IMPACT_OF_LINES = Invariant(
    "impact_of_lines",
    "the entries of a line come to what its paid pieces do that were not taken back",
    f"""
    SELECT placed.number, line.line_no, due.unit, due.pieces, COALESCE(entered.pieces, 0) AS entered
      FROM ({_DUE}) due
      JOIN checkout_orderline line ON line.id = due.line_id
      JOIN checkout_order placed ON placed.id = line.order_id
      LEFT JOIN (SELECT line_claim_id, SUM(pieces) AS pieces, ROUND(SUM(amount), 3) AS amount,
                        MIN(kept) AS kept
                   FROM checkout_impactentry GROUP BY line_claim_id) entered
        ON entered.line_claim_id = due.id
     WHERE COALESCE(entered.pieces, 0) <> due.pieces
        OR COALESCE(entered.kept, 0) <> due.pieces
        OR COALESCE(entered.amount, 0) <> ROUND(due.amount_per_piece * due.pieces, 3)
    """,
)

IMPACT_INVARIANTS = (
    IMPACT_OF_LINES,
    Invariant(
        "impact_of_the_museum",
        "the museum's sum of a unit is the sum of what its lines do",
        f"""
        SELECT lines.unit, lines.amount AS lines, COALESCE(museum.amount, 0) AS museum
          FROM (SELECT unit, ROUND(SUM(amount_per_piece * pieces), 3) AS amount
                  FROM ({_DUE}) due GROUP BY unit) lines
          LEFT JOIN (SELECT unit, ROUND(SUM(amount), 3) AS amount
                       FROM checkout_impactentry GROUP BY unit) museum ON museum.unit = lines.unit
         WHERE COALESCE(museum.amount, 0) <> lines.amount
        """,
    ),
    Invariant(
        "impact_says_what_was_sold",
        "an entry has the words, the figure and the evidence version of its line",
        """
        SELECT placed.number, entry.id, entry.statement, entry.unit, entry.amount_per_piece
          FROM checkout_impactentry entry
          JOIN checkout_orderlineclaim claim ON claim.id = entry.line_claim_id
          JOIN checkout_impactreceipt receipt ON receipt.id = entry.receipt_id
          JOIN checkout_order placed ON placed.id = receipt.order_id
          JOIN checkout_orderline line ON line.id = claim.line_id
         WHERE entry.statement <> claim.statement OR entry.unit <> claim.unit
            OR entry.amount_per_piece <> claim.amount_per_piece OR line.order_id <> placed.id
            OR COALESCE(entry.evidence_version, 0) <> COALESCE(claim.evidence_version, 0)
        """,
    ),
)
