"""What is in the house, what moved, and what is on sale."""

STOCK = """
SELECT variant.sku AS sku,
       stock.received AS received,
       stock.returned AS returned,
       stock.written_off AS written_off,
       stock.on_hand - stock.reserved AS on_hand,
       stock.reserved AS reserved,
       stock.sold AS sold
  FROM products_stockrecord stock
  JOIN products_variant variant ON variant.id = stock.variant_id
"""

STOCK_MOVEMENTS = """
SELECT movement.id AS id,
       variant.sku AS sku,
       movement.kind AS kind,
       movement.quantity AS quantity,
       NULLIF(movement.order_number, '') AS order_number,
       movement.created_at AS created_at
  FROM products_stockmovement movement
  JOIN products_variant variant ON variant.id = movement.variant_id
"""

CATALOGUE = """
SELECT variant.sku AS sku,
       product.id AS product_id,
       product.brand_id AS brand_id,
       variant.price AS price,
       '{currency}' AS currency,
       (product.live AND page.live AND variant.is_offered) AS published,
       product.updated_at AS updated_at
  FROM products_variant variant
  JOIN products_product product ON product.id = variant.product_id
  JOIN wagtailcore_page page ON page.id = product.brand_id
"""
