-- Tổng số mà bên khác báo (thường chỉ một con số) cạnh tổng của ta ở đúng ngày ấy, và phần chênh.
select
    t.unit_id as school_code,
    t.figure_date,
    t.chain_column,
    t.grades_text,
    t.said_by,
    t.document,
    t.total as theirs,
    g.ours,
    g.gap,
    g.outcome,
    g.remainder,
    g.ties,
    g.place,
    t.source_file,
    t.sheet,
    t.row_number
from counterpart_total t
join told_gap g
    on g.source_file = t.source_file
    and g.sheet is not distinct from t.sheet
    and g.row_number = t.row_number
    and g.as_of = t.as_of
order by g.place, t.source_file, t.row_number
