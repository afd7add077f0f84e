-- Small documents that were never a file, as they came: committed together with their orders.
create table document_body (
    document_id bigint not null primary key,
    content     blob   not null
);
