-- Danh sách học sinh của đơn vị, mỗi dòng một học sinh, kèm lý do không tính vào mẫu số (exclusion).
-- Em đi rồi về lại có hai dòng: dòng đang học được tính, dòng cũ là chuyển đi.
-- Trường đã sáp nhập, chia tách: em đã có trong danh sách của trường kế tục thì dòng ở danh sách cũ không còn đếm (pupil_moved).
-- exclusion rỗng: học sinh phải có học bạ số. in_review = 1: dữ liệu của dòng này phải được rà soát (khối thuộc loại trường, kind_grade).
with numbered as (
    select
        p.*,
        row_number() over (
            partition by p.school_code, p.pupil_code
            order by
                case when p.pupil_status in ('chuyen_di', 'thoi_hoc') then 1 else 0 end,
                p.source_file,
                p.sheet,
                p.row_number
        ) as copy_number
    from pupil p
    semi join unit_school u on u.school_code = p.school_code and u.is_counted = 1
    left join pupil_moved m on m.school_code = p.school_code and m.pupil_code = p.pupil_code
    left join pupil_moved w on w.school_code = p.school_code and w.pupil_code is null
    where m.holder_code is null and w.holder_code is null
),
taught as (
    select distinct school_kind
    from kind_grade
),
exempt_school as (
    select distinct school_code
    from exemption
    where pupil_code is null and valid_from <= $as_of and (valid_to is null or valid_to >= $as_of)
),
exempt_pupil as (
    select distinct school_code, pupil_code
    from exemption
    where pupil_code is not null and valid_from <= $as_of and (valid_to is null or valid_to >= $as_of)
)
select
    n.*,
    u.is_known_school,
    case
        when u.school_kind is null or u.school_kind <> 'tieu_hoc' then 'ngoai_pham_vi'
        when n.grade is null or n.grade < $first_grade or n.grade > $last_grade then 'ngoai_pham_vi'
        when n.pupil_status = 'chuyen_di' then 'chuyen_di'
        when n.pupil_status = 'thoi_hoc' then 'thoi_hoc'
        when n.pupil_code is not null and n.copy_number > 1 then 'trung_dong'
        when es.school_code is not null or ep.pupil_code is not null then 'hoc_ba_giay'
    end as exclusion,
    case
        when u.is_known_school = 0 then 1
        when u.school_kind is not null and t.school_kind is null then 0
        when u.school_kind is not null and n.grade is not null and g.grade is null then 0
        when u.school_kind is null and (n.grade < $first_grade or n.grade > $last_grade) then 0
        when n.pupil_status in ('chuyen_di', 'thoi_hoc') then 0
        else 1
    end as in_review
from numbered n
join unit_school u on u.school_code = n.school_code and u.is_counted = 1
left join taught t on t.school_kind = u.school_kind
left join kind_grade g on g.school_kind = u.school_kind and g.grade = n.grade
left join exempt_school es on es.school_code = n.school_code
left join exempt_pupil ep on ep.school_code = n.school_code and ep.pupil_code = n.pupil_code
