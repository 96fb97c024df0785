-- Rà soát kết quả học kỳ, cả năm, sau hè cấp trung học (TT 22/2021), mỗi dòng một em trong một học kỳ: học tập so với mức tính lại,
-- rèn luyện cả năm theo hai học kỳ, khen thưởng, lên lớp. Mức nào chưa rõ (is_…_settled = 0) thì không tính tiếp từ mức đó.
-- Quy tắc: rulebook/data/rules/secondary.toml, table = "secondary_result".
with graded as (
    select distinct grade
    from secondary_subject
),
known as (
    select
        r.school_code,
        r.pupil_code,
        max(
            case
                when r.in_review = 1 and g.grade is not null and coalesce(r.is_not_assessed, false) = false then 1
                else 0
            end
        ) as is_assessed,
        max(case when r.in_review = 1 and r.copy_number = 1 then r.grade end) as grade,
        max(case when r.in_review = 1 and r.copy_number = 1 then r.class_name end) as roster_class
    from results_roster r
    semi join secondary_result s on s.school_code = r.school_code and s.pupil_code = r.pupil_code
    left join graded g on g.grade = r.grade
    group by r.school_code, r.pupil_code
),
told as (
    select school_code, grade, term, max(case when conduct is not null then 1 else 0 end) as has_conduct
    from secondary_result
    group by school_code, grade, term
),
of_term as (
    select
        school_code,
        pupil_code,
        max(case when term = 'hk1' then conduct end) as conduct_1,
        max(case when term = 'hk2' then conduct end) as conduct_2,
        max(case when term = 'ca_nam' then conduct end) as conduct_year,
        max(case when term = 'ca_nam' then learning end) as learning_year,
        max(case when term = 'ca_nam' then absences end) as absences_year
    from secondary_result
    group by school_code, pupil_code
),
excellent as (
    select s.school_code, s.pupil_code, a.award, sum(case when s.stated >= a.many_tenths then 1 else 0 end) as many
    from results_score s
    cross join secondary_award a
    where s.scan = 'slot' and s.term = 'ca_nam' and s.is_comment = 0
    group by s.school_code, s.pupil_code, a.award
),
compared as (
    select
        r.school_code,
        k.grade,
        r.class_name,
        k.roster_class,
        r.pupil_code,
        r.term,
        r.learning,
        r.learning_text,
        r.conduct,
        r.conduct_text,
        r.award,
        r.award_text,
        r.is_promoted,
        o.absences_year,
        case when k.pupil_code is not null then 1 else 0 end as is_known,
        coalesce(k.is_assessed, 0) as is_assessed,
        coalesce(t.has_conduct, 0) as has_conduct,
        j.outcome,
        j.scored,
        j.narrow,
        j.wide,
        c.ca_nam as conduct_first,
        c.other as conduct_other,
        o.learning_year,
        o.conduct_year,
        case
            when r.learning is null or coalesce(j.outcome, 'xep_loai') <> 'xep_loai' then 0
            when j.narrow <> j.wide or r.learning <> j.narrow then 0
            else 1
        end as is_learning_settled,
        case
            when r.conduct is null then 0
            when r.term = 'ca_nam' and (c.ca_nam is null or c.ca_nam <> c.other or r.conduct <> c.ca_nam) then 0
            else 1
        end as is_conduct_settled,
        r.source_file,
        r.sheet,
        r.row_number,
        row_number() over (
            partition by r.school_code, r.pupil_code, r.source_file, r.sheet, r.row_number order by r.term
        ) as turn
    from secondary_result r
    join unit_school u on u.school_code = r.school_code and u.is_counted = 1
    left join known k on k.school_code = r.school_code and k.pupil_code = r.pupil_code
    left join told t on t.school_code = r.school_code and t.grade = r.grade and t.term = r.term
    left join of_term o on o.school_code = r.school_code and o.pupil_code = r.pupil_code
    left join results_standing j on j.school_code = r.school_code and j.pupil_code = r.pupil_code and j.term = r.term
    left join conduct_year c on c.hk1 = o.conduct_1 and c.hk2 = o.conduct_2 and r.term = 'ca_nam'
),
year as (
    select
        school_code,
        pupil_code,
        min(is_learning_settled) as is_learning_settled,
        min(is_conduct_settled) as is_conduct_settled
    from compared
    where term = 'ca_nam'
    group by school_code, pupil_code
),
final as (
    select
        c.*,
        coalesce(y.is_learning_settled, 0) as is_year_learning,
        case when c.term = 'sau_he' then coalesce(c.learning, c.learning_year) else c.learning end as final_learning,
        case when c.term = 'sau_he' then coalesce(c.conduct, c.conduct_year) else c.conduct end as final_conduct,
        case
            when c.term = 'sau_he' and c.learning is null then coalesce(y.is_learning_settled, 0)
            else c.is_learning_settled
        end as is_final_learning,
        case
            when c.term = 'sau_he' and c.conduct is null then coalesce(y.is_conduct_settled, 0)
            else c.is_conduct_settled
        end as is_final_conduct
    from compared c
    left join year y on y.school_code = c.school_code and y.pupil_code = c.pupil_code
),
deserved as (
    select f.school_code, f.pupil_code, max(a.award_rank) as award_rank
    from final f
    join secondary_award a on a.learning = f.learning and a.conduct = f.conduct
    join excellent e
        on e.school_code = f.school_code
        and e.pupil_code = f.pupil_code
        and e.award = a.award
        and e.many >= a.many_count
    where f.term = 'ca_nam'
    group by f.school_code, f.pupil_code
),
result_row as (
    select
        f.*,
        x.most_absences,
        a.award as deserved_award,
        a.award_name as deserved_name,
        nl.level_name as narrow_name,
        wl.level_name as wide_name,
        c1.level_name as conduct_first_name,
        c2.level_name as conduct_other_name,
        case
            when f.term <> 'ca_nam' or coalesce(f.outcome, '') <> 'xep_loai' then 0
            when f.is_final_learning = 0 or f.is_final_conduct = 0 then 0
            else 1
        end as is_award_judged,
        case
            when f.is_promoted is null or f.is_final_learning = 0 or f.is_final_conduct = 0 then 0
            when f.term not in ('ca_nam', 'sau_he') then 0
            else 1
        end as is_promotion_judged,
        case
            when fl.level_rank >= x.promoted_learning and fc.level_rank >= x.promoted_conduct then 1
            else 0
        end as is_level_enough,
        case when coalesce(f.absences_year, 0) <= x.most_absences then 1 else 0 end as is_presence_enough,
        case when f.grade in (x.first_completing, x.second_completing) then 1 else 0 end as is_completing,
        case
            when yl.level_rank <= x.retest_learning and yc.level_rank < x.retest_conduct then 1
            else 0
        end as is_both_failed,
        case
            when yl.level_rank > x.retest_learning and f.is_year_learning = 1 then 1
            else 0
        end as is_retest_groundless
    from final f
    cross join learning_limit x
    left join deserved d
        on d.school_code = f.school_code and d.pupil_code = f.pupil_code and f.term = 'ca_nam'
    left join secondary_award a on a.award_rank = d.award_rank
    left join learning_level nl on nl.level = f.narrow
    left join learning_level wl on wl.level = f.wide
    left join learning_level c1 on c1.level = f.conduct_first
    left join learning_level c2 on c2.level = f.conduct_other
    left join learning_level fl on fl.level = f.final_learning
    left join learning_level fc on fc.level = f.final_conduct
    left join learning_level yl on yl.level = f.learning_year
    left join learning_level yc on yc.level = f.conduct_year
)
select
    school_code,
    grade,
    class_name,
    roster_class,
    pupil_code,
    term,
    learning,
    learning_text,
    conduct,
    conduct_text,
    award,
    award_text,
    is_promoted,
    absences_year,
    most_absences,
    cast(absences_year as text) as absences_text,
    is_known,
    is_assessed,
    has_conduct,
    outcome,
    scored,
    narrow,
    wide,
    narrow_name || case when wide <> narrow then ' – ' || wide_name else '' end as learning_reason,
    conduct_first,
    conduct_other,
    conduct_first_name
    || case when conduct_other <> conduct_first then ' – ' || conduct_other_name else '' end as conduct_reason,
    deserved_award,
    coalesce(deserved_name, '–') as award_reason,
    is_award_judged,
    is_promotion_judged,
    is_level_enough,
    is_presence_enough,
    is_completing,
    is_both_failed,
    is_retest_groundless,
    turn,
    source_file,
    sheet,
    row_number,
    $rules_secondary_result
from result_row
order by school_code, source_file, sheet, row_number, term
