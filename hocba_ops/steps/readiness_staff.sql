-- Mỗi người đang làm ở trường tiểu học, và chứng thư của người phải ký có dùng được tới hết đợt ký (signing_window) không.
select
    s.school_code,
    s.staff_code,
    s.must_sign,
    s.is_equipped,
    s.is_shown,
    s.is_trained,
    s.contract_kind,
    s.homeroom_class,
    s.usable_to,
    case when w.sign_by is null or s.usable_to >= w.sign_by then 1 else 0 end as is_usable_to_the_end,
    s.certificate_file,
    s.certificate_sheet,
    s.certificate_row,
    s.source_file,
    s.sheet,
    s.row_number
from staff_state s
cross join signing_window w
order by s.school_code, s.source_file, s.sheet, s.row_number
