-- Rà soát điểm cấp trung học (TT 22/2021). Hai loại dòng: scan = 'cell' là từng ô điểm như tệp ghi; scan = 'slot' là từng môn của
-- từng em trong một học kỳ hay cả năm, với điểm trung bình trong tệp và tính lại.
-- Quy tắc: rulebook/data/rules/secondary.toml, table = "score".
with score_row as (
    select
        'cell' as scan,
        school_code,
        grade,
        pupil_code,
        subject,
        term,
        kind,
        item,
        is_comment,
        is_sound,
        tenths as stated,
        level as stated_level,
        value_text as score_text,
        cast(null as bigint) as recomputed,
        cast(null as text) as recomputed_level,
        0 as is_conflicting,
        cast(null as bigint) as lowest_stated,
        cast(null as bigint) as highest_stated,
        0 as tx_count,
        0 as fewest_tx,
        0 as is_booked,
        0 as lacks_gk,
        0 as lacks_ck,
        0 as is_missing,
        0 as is_retest_groundless,
        source_file,
        sheet,
        row_number
    from results_cell
    union all
    select
        'slot' as scan,
        school_code,
        grade,
        pupil_code,
        subject,
        term,
        'tb' as kind,
        subject || '.' || term as item,
        is_comment,
        1 as is_sound,
        stated,
        stated_level,
        coalesce(
            cast(stated // 10 as text) || ',' || cast(stated - stated // 10 * 10 as text), stated_level
        ) as score_text,
        recomputed,
        recomputed_level,
        is_conflicting,
        lowest_stated,
        highest_stated,
        tx_count,
        fewest_tx,
        is_booked,
        lacks_gk,
        lacks_ck,
        is_missing,
        is_retest_groundless,
        source_file,
        sheet,
        row_number
    from results_average
)
select
    scan,
    school_code,
    grade,
    pupil_code,
    subject,
    term,
    kind,
    item,
    is_comment,
    is_sound,
    stated,
    stated_level,
    score_text,
    recomputed,
    recomputed_level,
    cast(recomputed // 10 as text) || ',' || cast(recomputed - recomputed // 10 * 10 as text) as recomputed_text,
    is_conflicting,
    cast(lowest_stated // 10 as text) || ',' || cast(lowest_stated - lowest_stated // 10 * 10 as text)
    || ' – ' || cast(highest_stated // 10 as text) || ',' || cast(highest_stated - highest_stated // 10 * 10 as text)
        as both_text,
    tx_count,
    fewest_tx,
    is_booked,
    lacks_gk,
    lacks_ck,
    is_missing,
    is_retest_groundless,
    source_file,
    sheet,
    row_number,
    $rules_score
from score_row
order by school_code, source_file, sheet, row_number, scan, item, pupil_code
