-- Mỗi mục của lộ trình: tử số, mẫu số theo số liệu đang có, và tình trạng vào ngày hỏi.
-- Số hóa (so_hoa): học bạ giấy đã trích lục và ký số trên học bạ giấy đang giữ, các khối của mục; awaited: số trường chưa nộp danh sách.
-- not_here: không trường nào của đơn vị dạy các khối của mục.
-- Thí điểm, diện rộng: học bạ đã ban hành trên học sinh phải có, chỉ của năm học được hỏi; năm học khác thì kho không có số.
with book as (
    select grade, sum(held) as held, sum(signed) as signed
    from roadmap_book
    where is_counted = 1
    group by grade
),
listed as (
    select distinct school_code
    from roadmap_book
),
pupil_grade as (
    select r.grade, count(*) as expected, sum(coalesce(r.is_issued, 0)) as issued
    from pupil_state r
    where r.exclusion is null and r.is_known_school = 1
    group by r.grade
),
awaiting as (
    select g.entry, count(distinct u.school_code) as awaited
    from unit_school u
    join kind_grade k on k.school_kind = u.school_kind
    join roadmap_grade g on g.grade = k.grade
    left join listed l on l.school_code = u.school_code
    where u.is_counted = 1 and u.is_known_school = 1 and l.school_code is null
    group by g.entry
),
taught as (
    select distinct g.entry
    from unit_school u
    join kind_grade k on k.school_kind = u.school_kind
    join roadmap_grade g on g.grade = k.grade
    where u.is_counted = 1 and u.is_known_school = 1
),
counted as (
    select
        e.entry,
        sum(case when e.roadmap_act = 'so_hoa' then b.signed when e.school_year = $school_year then p.issued end)
            as numerator,
        sum(case when e.roadmap_act = 'so_hoa' then b.held when e.school_year = $school_year then p.expected end)
            as denominator
    from roadmap_entry e
    join roadmap_grade g on g.entry = e.entry
    left join book b on b.grade = g.grade
    left join pupil_grade p on p.grade = g.grade
    group by e.entry
)
select
    e.*,
    c.numerator,
    c.denominator,
    case when e.roadmap_act = 'so_hoa' then coalesce(a.awaited, 0) end as awaited,
    case
        when t.entry is null then 'not_here'
        when c.denominator > 0 and c.numerator >= c.denominator and (e.roadmap_act <> 'so_hoa' or a.awaited is null)
            then 'done'
        when e.last_day >= $as_of then 'due'
        when c.denominator > 0 then 'late'
        else 'unknown'
    end as roadmap_state
from roadmap_entry e
left join counted c on c.entry = e.entry
left join awaiting a on a.entry = e.entry
left join taught t on t.entry = e.entry
order by e.place
