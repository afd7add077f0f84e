-- What operators ask, answered without reading all that ever was.

-- Orders that ended without success: few, so that the normal way pays nothing for this. (Comparisons:
-- a list of numbers would be built anew for every order that moves.)
create index orders_failed on orders (state, account_id, id) where state >= 3 and state <> 4;

-- An order by its public id. An index on the id itself would change a page of its own for every order accepted, since
-- ids are random; here a new order goes to the end of one of 36 runs, and a question reads one run.
create index order_content_reference on order_content (substr(reference, 1, 1), order_id, reference);
