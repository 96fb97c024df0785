-- Mỗi trường biết được bao nhiêu chứng thư: của cá nhân, của con dấu, dùng được hôm nay; có trong bảng kê, đã thấy chính nó.
select
    c.school_code,
    sum(case when c.holder_kind = 'ca_nhan' then 1 else 0 end) as personal,
    sum(case when c.holder_kind = 'con_dau' then 1 else 0 end) as seals,
    sum(
        case
            when c.certificate_status = 'hieu_luc' and c.valid_from <= $as_of and c.valid_to >= $as_of then 1
            else 0
        end
    ) as usable_now,
    sum(case when c.valid_to < $as_of then 1 else 0 end) as expired,
    sum(
        case
            when
                c.certificate_status = 'hieu_luc'
                and c.valid_from <= $as_of
                and c.valid_to >= $as_of
                and c.valid_to < w.sign_by
                then 1
            else 0
        end
    ) as expiring,
    sum(c.is_listed) as listed,
    sum(case when c.is_shown = 1 and c.shown_by = 'tep' then 1 else 0 end) as shown_in_file,
    sum(case when c.is_shown = 1 and c.shown_by = 'token' then 1 else 0 end) as shown_on_token,
    sum(case when c.is_shown = 1 and c.shown_by = 'chu_ky' then 1 else 0 end) as shown_in_signature
from certificate_known c
cross join signing_window w
join unit_school u on u.school_code = c.school_code and u.school_kind = 'tieu_hoc' and u.is_counted = 1
group by c.school_code
order by c.school_code
