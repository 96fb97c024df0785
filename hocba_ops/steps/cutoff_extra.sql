-- Học bạ đang dùng, hoặc lần Sở đã tiếp nhận, của người không có trong danh sách học sinh của trường.
with seen as (
    select c.school_code, c.pupil_code, c.grade, c.source_file, c.sheet, c.row_number, 'card' as seen_in
    from card c
    where c.withdrawn_at is null and coalesce(c.state, '') not in ('thu_hoi', 'da_thay_the', 'huy_bo')
    union all
    select r.school_code, r.pupil_code, cast(null as bigint) as grade, r.source_file, r.sheet, r.row_number, 'receipt' as seen_in
    from receipt r
    where r.receipt_state = 'tiep_nhan'
),
extra as (
    select
        s.*,
        row_number() over (
            partition by s.school_code, s.pupil_code order by s.seen_in, s.source_file, s.sheet, s.row_number
        ) as place
    from seen s
    join unit_school u on u.school_code = s.school_code and u.is_counted = 1
    anti join cutoff k on k.school_code = s.school_code and k.pupil_code = s.pupil_code
    anti join pupil_moved m on m.school_code = s.school_code and m.pupil_code = s.pupil_code
)
select school_code, pupil_code, grade, seen_in, source_file, sheet, row_number
from extra
where place = 1
order by school_code, source_file, sheet, row_number
