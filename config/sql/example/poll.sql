-- Finds the orders to take. Copy this folder, call the copy as your source is called in application.yaml, and change it.
--
-- A column that is called as the API calls its field needs no more; others are read by a mapping (waybill.sql.NAME.mapping).
-- The key columns (waybill.sql.NAME.key) have to be here, and so has whatever taken.sql names; a column whose name begins
-- with waybill_ is no part of the order. Rows that follow one another and have one key are one order of several
-- products, so a join is sorted by the key. Put no limit here: waybill.sql.NAME.max-rows is one that cuts no order.
select id, order_no as ref, email as bill_email, item as good_name, price as good_sum
from shop_order
where taken_at is null
order by id
