-- Marks an order as taken, when the ledger has it. :#id is the column id of its (first) row in poll.sql. It must change a
-- row, also when the order was marked before: so it does not ask whether it was.
update shop_order set taken_at = current_timestamp where id = :#id
