"""What the storefront serves of cart, checkout and orders, one module a noun."""
