-- Học bạ ở những lớp là phát hiện, tại dòng của sổ học bạ.
select
    case
        when cutoff_class = 'noi_dung_khac' then 'HB-DC-01'
        when cutoff_class = 'trung' then 'HB-DC-02'
        when cutoff_class = 'so_tu_choi' then 'HB-DC-04'
        else 'HB-DC-05'
    end as code,
    school_code,
    pupil_code,
    live_cards,
    live_card,
    live_version,
    live_hash,
    received_hash,
    sent_on,
    received_on,
    card_file as source_file,
    card_sheet as sheet,
    card_row as row_number
from cutoff
where cutoff_class in ('noi_dung_khac', 'trung', 'so_tu_choi', 'gui_chua_tiep_nhan') and is_known_school = 1
order by school_code, source_file, sheet, row_number
