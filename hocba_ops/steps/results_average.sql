-- Từng môn của từng em trong một học kỳ hay cả năm (TT 22/2021): điểm trung bình trong tệp và điểm tính lại từ ĐĐGtx, ĐĐGgk, ĐĐGck,
-- từ hai học kỳ. Điểm tính bằng phần mười; làm tròn nửa lên là (2a + b) // 2b. Chỗ của dòng: sổ điểm, không có thì bảng tổng hợp.
with graded as (
    select distinct grade
    from secondary_subject
),
known as (
    select distinct r.school_code, r.pupil_code, r.grade
    from results_roster r
    join graded g on g.grade = r.grade
    where
        r.in_review = 1
        and r.pupil_code is not null
        and r.copy_number = 1
        and coalesce(r.is_not_assessed, false) = false
),
held as (
    select
        c.school_code,
        c.grade,
        c.pupil_code,
        c.subject,
        c.term,
        sum(case when c.kind = 'tx' then 1 else 0 end) as tx_count,
        sum(case when c.kind = 'gk' then 1 else 0 end) as gk_count,
        sum(case when c.kind = 'ck' then 1 else 0 end) as ck_count,
        sum(case when m.weight is not null and c.is_sound = 0 then 1 else 0 end) as unsound_marks,
        sum(case when m.weight is not null then 1 else 0 end) as marks,
        sum(case when m.weight is not null and c.level = 'chua_dat' then 1 else 0 end) as failed_marks,
        sum(case when c.level = 'mien' then 1 else 0 end) as exempt_marks,
        sum(m.weight * c.tenths) as points,
        sum(case when c.tenths is not null then m.weight end) as weights,
        sum(case when c.kind = 'tb' then 1 else 0 end) as stated_count,
        sum(case when c.kind = 'tb' and c.is_sound = 0 then 1 else 0 end) as unsound_stated,
        min(case when c.kind = 'tb' then c.tenths end) as lowest_stated,
        max(case when c.kind = 'tb' then c.tenths end) as highest_stated,
        min(case when c.kind = 'tb' then c.level end) as first_stated,
        max(case when c.kind = 'tb' then c.level end) as last_stated
    from results_cell c
    left join secondary_mark m on m.kind = c.kind
    where c.is_comment is not null
    group by c.school_code, c.grade, c.pupil_code, c.subject, c.term
),
reported as (
    select school_code, grade, term
    from held
    where stated_count > 0 and term <> 'sau_he'
    group by school_code, grade, term
),
closed as (
    select school_code, grade, subject, term
    from held
    where ck_count > 0
    group by school_code, grade, subject, term
),
given as (
    select school_code, pupil_code
    from results_cell
    union
    select school_code, pupil_code
    from secondary_result
),
taken as (
    select school_code, grade, pupil_code, subject
    from held
    union
    select k.school_code, k.grade, k.pupil_code, b.subject
    from known k
    semi join given v on v.school_code = k.school_code and v.pupil_code = k.pupil_code
    join secondary_subject b on b.grade = k.grade and b.is_required = 1
),
wanted as (
    select t.school_code, t.grade, t.pupil_code, t.subject, r.term
    from taken t
    join reported r on r.school_code = t.school_code and r.grade = t.grade
    union
    select school_code, grade, pupil_code, subject, term
    from held
),
cell_place as (
    select
        school_code,
        pupil_code,
        subject,
        term,
        source_file,
        sheet,
        row_number,
        row_number() over (
            partition by school_code, pupil_code, subject, term
            order by case when kind = 'tb' then 1 else 0 end, source_file, sheet, row_number, kind, place
        ) as choice
    from results_cell
),
pupil_place as (
    select
        school_code,
        pupil_code,
        source_file,
        sheet,
        row_number,
        row_number() over (
            partition by school_code, pupil_code order by source_file, sheet, row_number, term
        ) as choice
    from secondary_result
),
fewest as (
    select max(fewest) as fewest_tx
    from secondary_mark
    where kind = 'tx'
),
term_slot as (
    select
        w.school_code,
        w.grade,
        w.pupil_code,
        w.subject,
        w.term,
        b.is_comment,
        coalesce(h.stated_count, 0) as stated_count,
        coalesce(h.exempt_marks, 0) as exempt_marks,
        coalesce(h.tx_count, 0) as tx_count,
        f.fewest_tx,
        case when h.unsound_stated = 0 and h.lowest_stated = h.highest_stated then h.highest_stated end as stated,
        case when h.unsound_stated = 0 and h.first_stated = h.last_stated then h.last_stated end as stated_level,
        case
            when h.lowest_stated <> h.highest_stated or h.first_stated <> h.last_stated then 1
            else 0
        end as is_conflicting,
        h.lowest_stated,
        h.highest_stated,
        case when x.subject is not null and h.marks > 0 and h.exempt_marks = 0 then 1 else 0 end as is_booked,
        coalesce(h.gk_count, 0) as gk_count,
        coalesce(h.ck_count, 0) as ck_count,
        case
            when
                b.is_comment = 0
                and h.unsound_marks = 0
                and h.exempt_marks = 0
                and h.tx_count >= f.fewest_tx
                and h.gk_count = 1
                and h.ck_count = 1
                then (2 * h.points + h.weights) // (2 * h.weights)
        end as recomputed,
        case
            when
                b.is_comment = 1
                and h.unsound_marks = 0
                and h.exempt_marks = 0
                and h.gk_count > 0
                and h.ck_count > 0
                then case when h.failed_marks > 0 then 'chua_dat' else 'dat' end
        end as recomputed_level
    from wanted w
    cross join fewest f
    join secondary_subject b on b.grade = w.grade and b.subject = w.subject
    left join held h
        on h.school_code = w.school_code
        and h.pupil_code = w.pupil_code
        and h.subject = w.subject
        and h.term = w.term
    left join closed x
        on x.school_code = w.school_code and x.grade = w.grade and x.subject = w.subject and x.term = w.term
),
half as (
    select
        s.school_code,
        s.pupil_code,
        s.subject,
        count(*) as halves,
        sum(case when s.stated_count = 0 then 1 else 0 end) as missing_halves,
        sum(s.exempt_marks) as exempt_halves,
        sum(
            case when s.stated is not null and (s.recomputed is null or s.recomputed = s.stated) then 1 else 0 end
        ) as sound_halves,
        sum(t.weight * s.stated) as points,
        sum(t.weight) as weights,
        max(
            case
                when t.is_comment_year = 1 and (s.recomputed_level is null or s.recomputed_level = s.stated_level)
                    then s.stated_level
            end
        ) as comment_level
    from term_slot s
    join secondary_term t on t.term = s.term and t.weight is not null
    group by s.school_code, s.pupil_code, s.subject
),
halves as (
    select count(*) as needed
    from secondary_term
    where weight is not null
),
slot as (
    select
        s.school_code,
        s.grade,
        s.pupil_code,
        s.subject,
        s.term,
        s.is_comment,
        s.stated,
        s.stated_level,
        s.is_conflicting,
        s.lowest_stated,
        s.highest_stated,
        s.tx_count,
        s.fewest_tx,
        s.is_booked,
        case when s.is_booked = 1 and s.gk_count = 0 then 1 else 0 end as lacks_gk,
        case when s.is_booked = 1 and s.ck_count = 0 then 1 else 0 end as lacks_ck,
        case
            when s.term = 'ca_nam' and v.sound_halves = n.needed and v.exempt_halves = 0
                then (2 * v.points + v.weights) // (2 * v.weights)
            when s.term <> 'ca_nam' then s.recomputed
        end as recomputed,
        case
            when s.term <> 'ca_nam' then s.recomputed_level
            when v.exempt_halves = 0 then v.comment_level
        end as recomputed_level,
        case
            when s.stated_count > 0 then 0
            when s.is_booked = 1 and (s.gk_count = 0 or s.ck_count = 0) then 0
            when s.term = 'ca_nam' and coalesce(v.missing_halves, 0) > 0 then 0
            else 1
        end as is_missing,
        case when y.stated >= x.retest_below or y.stated_level = 'dat' then 1 else 0 end as is_retest_groundless
    from term_slot s
    cross join halves n
    cross join learning_limit x
    left join half v on v.school_code = s.school_code and v.pupil_code = s.pupil_code and v.subject = s.subject
    left join term_slot y
        on y.school_code = s.school_code
        and y.pupil_code = s.pupil_code
        and y.subject = s.subject
        and y.term = 'ca_nam'
        and s.term = 'sau_he'
)
select
    s.school_code,
    s.grade,
    s.pupil_code,
    s.subject,
    s.term,
    s.is_comment,
    s.stated,
    s.stated_level,
    s.recomputed,
    s.recomputed_level,
    s.is_conflicting,
    s.lowest_stated,
    s.highest_stated,
    s.tx_count,
    s.fewest_tx,
    s.is_booked,
    s.lacks_gk,
    s.lacks_ck,
    s.is_missing,
    s.is_retest_groundless,
    coalesce(c.source_file, p.source_file) as source_file,
    case when c.source_file is not null then c.sheet else p.sheet end as sheet,
    case when c.source_file is not null then c.row_number else p.row_number end as row_number
from slot s
left join cell_place c
    on c.school_code = s.school_code
    and c.pupil_code = s.pupil_code
    and c.subject = s.subject
    and c.term = s.term
    and c.choice = 1
left join pupil_place p on p.school_code = s.school_code and p.pupil_code = s.pupil_code and p.choice = 1
order by s.school_code, s.pupil_code, s.subject, s.term
