-- Con số đã công bố về một đơn vị tính đến ngày hỏi, giữ nguyên văn; không cộng với số đếm của bàn làm việc.
select
    unit_id,
    measure,
    figure_date,
    numerator,
    numerator_text,
    denominator,
    published_rate,
    document,
    clause,
    note
from published_figure
where unit_id = $unit and school_year = $school_year and figure_date <= $as_of
order by measure, figure_date, document, clause
