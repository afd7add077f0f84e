-- Stores what became of an order, when it is settled and each time that changes. Without this file nothing is stored.
-- It must change a row, or it is tried again until it does, and it may come twice. Besides the key columns there are
--   :#waybill_state         confirmed, rejected, undelivered, invalid, in_doubt, duplicate, conflict, discarded, or
--                           unreadable where the rows were no order at all
--   :#waybill_bill_id       the invoice number, or null
--   :#waybill_code          the API's error code, or null
--   :#waybill_reason        why it failed, or null
--   :#waybill_settled_at    when, as a timestamp; :#waybill_settled_unix in seconds since 1970
--   :#waybill_id, :#waybill_ref  Waybill's id of the order, and its ref
update shop_order set outcome = :#waybill_state, invoice = :#waybill_bill_id, reason = :#waybill_reason where id = :#id
