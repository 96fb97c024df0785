-- Mỗi dòng kết quả: mức thấp nhất của các môn, của năng lực và phẩm chất, điểm kiểm tra thấp nhất; is_unsound = 1: có ô phải sửa.
select
    school_code,
    pupil_code,
    source_file,
    sheet,
    row_number,
    min(case when kind = 'mon_hoc' then level_rank end) as subject_rank,
    min(case when kind <> 'mon_hoc' then level_rank end) as quality_rank,
    min(case when has_score = 1 and level_rank is not null then score end) as lowest_score,
    max(case when $errors_result_item then 1 else 0 end) as is_unsound
from results_told
group by school_code, pupil_code, source_file, sheet, row_number
order by school_code, source_file, sheet, row_number, pupil_code
