-- `insert or replace` would take a row away without the trigger on delete.
create trigger audit_is_never_replaced before insert on audit
when exists (select 1 from audit where id = new.id)
begin
    select raise(abort, 'the audit log is append-only');
end;
