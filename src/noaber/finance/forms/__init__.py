"""The shape of what people ask of finance; what it comes to is worked out by the queries and rules."""
