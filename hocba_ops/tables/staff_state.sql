-- Mỗi người đang làm ở trường tiểu học: có phải ký không, có chứng thư dùng được không, tới bao giờ, đã tập huấn chưa.
with usable as (
    select
        c.*,
        row_number() over (
            partition by school_code, holder_code order by valid_to desc, source_file, sheet, c.row_number
        ) as place
    from certificate_known c
    where
        holder_kind = 'ca_nhan'
        and is_for_signing = 1
        and certificate_status = 'hieu_luc'
        and valid_from <= $as_of
        and valid_to >= $as_of
),
trained as (
    select school_code, staff_code, min(trained_on) as trained_on
    from training
    where trained_on <= $as_of
    group by school_code, staff_code
)
select
    s.school_code,
    s.staff_code,
    s.position,
    s.homeroom_class,
    s.contract_kind,
    case when p.position is not null then 1 else 0 end as must_sign,
    case when c.holder_code is not null then 1 else 0 end as is_equipped,
    coalesce(c.is_shown, 0) as is_shown,
    c.serial_key,
    c.valid_to as usable_to,
    c.source_file as certificate_file,
    c.sheet as certificate_sheet,
    c.row_number as certificate_row,
    case when t.staff_code is not null then 1 else 0 end as is_trained,
    t.trained_on,
    s.source_file,
    s.sheet,
    s.row_number
from staff s
join unit_school u on u.school_code = s.school_code and u.school_kind = 'tieu_hoc' and u.is_counted = 1
left join signing_position p on p.position = s.position
left join usable c on c.school_code = s.school_code and c.holder_code = s.staff_code and c.place = 1
left join trained t on t.school_code = s.school_code and t.staff_code = s.staff_code
where s.staff_status = 'dang_lam'
order by s.school_code, s.source_file, s.sheet, s.row_number
