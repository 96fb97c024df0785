-- Mỗi trường tiểu học: có chứng thư con dấu dùng được, đúng gốc tin cậy và đúng loại thiết bị theo loại hình trường không.
-- Chứng thư không tự nói mình nằm trên thiết bị nào: chỉ thấy tệp, không có trong bảng kê thì thiết bị được bỏ qua.
with usable as (
    select c.school_code, max(c.valid_to) as usable_to
    from certificate_known c
    join unit_school u on u.school_code = c.school_code
    join seal_rule r
        on r.ownership = u.ownership and r.trust_root = c.trust_root and r.device = coalesce(c.device, r.device)
    where
        c.holder_kind = 'con_dau'
        and c.is_for_signing = 1
        and c.certificate_status = 'hieu_luc'
        and c.valid_from <= $as_of
        and c.valid_to >= $as_of
    group by c.school_code
),
held as (
    select
        c.*,
        row_number() over (partition by c.school_code order by c.valid_to desc, c.source_file, c.sheet, c.row_number) as place
    from certificate_known c
    where c.holder_kind = 'con_dau'
)
select
    u.school_code,
    case when k.school_code is not null then 1 else 0 end as is_equipped,
    k.usable_to,
    h.trust_root,
    h.certificate_status,
    h.source_file,
    h.sheet,
    h.row_number
from unit_school u
left join usable k on k.school_code = u.school_code
left join held h on h.school_code = u.school_code and h.place = 1
where u.school_kind = 'tieu_hoc' and u.is_counted = 1
order by u.school_code
