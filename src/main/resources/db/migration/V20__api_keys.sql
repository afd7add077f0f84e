-- Who may call the REST API, and for which accounts. Of a key there is its SHA-256 alone.
create table api_key (
    name       text   not null primary key,
    digest     blob   not null,
    accounts   text   not null,
    created_at bigint not null
);
