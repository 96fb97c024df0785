-- Mức học tập tính lại của từng em theo Điều 9, khoản 2 và 3, TT 22/2021: học kỳ, cả năm, và sau kiểm tra lại (điểm kiểm tra lại thay
-- điểm cả năm). Điều 9, khoản 3 có hai cách đọc: hẹp (chỉ môn chấm điểm, bỏ môn ấy ra) và rộng (cả môn nhận xét, coi như đã đạt).
-- Bỏ một môn chỉ giúp được khi môn ấy là môn duy nhất dưới ngưỡng; coi như đã đạt thì thêm được một môn vào số môn cao.
with valued as (
    select
        school_code,
        pupil_code,
        subject,
        term,
        is_comment,
        stated,
        stated_level,
        case when $errors_score then 1 else 0 end as is_faulty
    from results_score
    where scan = 'slot'
),
tried as (
    select distinct school_code, pupil_code
    from secondary_result
    where term = 'sau_he'
),
mark as (
    select school_code, pupil_code, subject, term, is_comment, stated, stated_level, is_faulty
    from valued
    where term <> 'sau_he'
    union all
    select
        v.school_code,
        v.pupil_code,
        v.subject,
        'sau_he' as term,
        v.is_comment,
        coalesce(a.stated, v.stated) as stated,
        coalesce(a.stated_level, v.stated_level) as stated_level,
        case when v.is_faulty = 1 or coalesce(a.is_faulty, 0) = 1 then 1 else 0 end as is_faulty
    from valued v
    semi join tried t on t.school_code = v.school_code and t.pupil_code = v.pupil_code
    left join valued a
        on a.school_code = v.school_code
        and a.pupil_code = v.pupil_code
        and a.subject = v.subject
        and a.term = 'sau_he'
    where v.term = 'ca_nam'
),
tally as (
    select
        m.school_code,
        m.pupil_code,
        m.term,
        l.level_rank,
        l.may_be_raised_from,
        l.comment_failures,
        l.many_count,
        sum(case when m.is_comment = 0 and m.stated is not null then 1 else 0 end) as scored,
        sum(case when m.stated is null and m.stated_level is null then 1 else 0 end) as unknown,
        sum(m.is_faulty) as faulty,
        sum(case when m.is_comment = 1 and m.stated_level = 'chua_dat' then 1 else 0 end) as failures,
        sum(case when m.is_comment = 0 and m.stated < l.every_tenths then 1 else 0 end) as below,
        sum(case when m.is_comment = 0 and m.stated >= l.many_tenths then 1 else 0 end) as many
    from mark m
    cross join learning_level l
    group by
        m.school_code, m.pupil_code, m.term, l.level_rank, l.may_be_raised_from, l.comment_failures, l.many_count
),
reached as (
    select
        t.school_code,
        t.pupil_code,
        t.term,
        max(t.scored) as scored,
        max(t.unknown) as unknown,
        max(t.faulty) as faulty,
        max(
            case
                when t.failures <= coalesce(t.comment_failures, t.failures) and t.below = 0 and t.many >= t.many_count
                    then t.level_rank
            end
        ) as base_rank,
        max(
            case
                when
                    t.may_be_raised_from = 1
                    and t.failures <= t.comment_failures
                    and t.below <= x.subjects
                    and t.many >= t.many_count
                    then t.level_rank
            end
        ) as narrow_rank,
        max(
            case
                when
                    t.may_be_raised_from = 1
                    and t.failures <= t.comment_failures
                    and t.below <= x.subjects
                    and t.many >= t.many_count - x.subjects
                    then t.level_rank
                when
                    t.may_be_raised_from = 1
                    and t.failures <= t.comment_failures + x.subjects
                    and t.below = 0
                    and t.many >= t.many_count
                    then t.level_rank
            end
        ) as wide_rank,
        max(x.fall) as fall,
        max(x.raise_by) as raise_by,
        max(x.fewest_scored) as fewest_scored
    from tally t
    cross join learning_limit x
    group by t.school_code, t.pupil_code, t.term
),
judged as (
    select
        school_code,
        pupil_code,
        term,
        scored,
        case
            when unknown > 0 or faulty > 0 then 'chua_du'
            when scored < fewest_scored then 'khong_xep_loai'
            else 'xep_loai'
        end as outcome,
        case when narrow_rank - base_rank >= fall then base_rank + raise_by else base_rank end as narrow_rank,
        case when wide_rank - base_rank >= fall then base_rank + raise_by else base_rank end as wide_rank
    from reached
)
select
    j.school_code,
    j.pupil_code,
    j.term,
    j.scored,
    j.outcome,
    case when j.outcome = 'xep_loai' then n.level end as narrow,
    case when j.outcome = 'xep_loai' then w.level end as wide
from judged j
join learning_level n on n.level_rank = j.narrow_rank
join learning_level w on w.level_rank = j.wide_rank
order by j.school_code, j.pupil_code, j.term
