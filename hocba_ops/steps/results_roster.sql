-- Danh sách học sinh như các văn bản sau cần: làm một lần, để mỗi văn bản khỏi làm lại.
select
    school_code,
    grade,
    class_name,
    pupil_code,
    is_not_assessed,
    is_known_school,
    in_review,
    copy_number,
    source_file,
    sheet,
    row_number
from roster
