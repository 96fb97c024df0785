-- Chỗ các cột nói khác nhau về một học bạ, mỗi chỗ ở dòng của sổ nơi nó được đọc.
with accepted as (
    select i.*, s.in_received, s.sync_class, a.receipt_state
    from sync_item i
    left join sync s on s.school_code = i.school_code and s.pupil_code = i.pupil_code and s.copy_number = 1
    left join sync_answer a on a.school_code = i.school_code and a.card_id = i.card_id and a.version = i.version
    where i.chain_column = 'accepted' and i.item_class is not null
),
answered as (
    select m.*, s.sync_class
    from ministry_state m
    join unit_school u on u.school_code = m.school_code and u.is_counted = 1 and u.is_known_school = 1
    left join sync s on s.school_code = m.school_code and s.card_id = m.card_id and s.version = m.version
),
found as (
    select
        case
            when item_class = 'ngoai_danh_sach' then 'HB-DB-06'
            when sync_class = 'bo_noi_dung_khac' then 'HB-DB-02'
            when sync_class = 'bo_ban_cu' then 'HB-DB-03'
            when in_received = 0 and coalesce(receipt_state, '') <> 'tiep_nhan' then 'HB-DB-01'
        end as code,
        school_code,
        pupil_code,
        card_id,
        version,
        source_file,
        sheet,
        row_number
    from accepted
    union all
    select
        case
            when sync_class = 'bo_tra_loi' then 'HB-DB-04'
            when sync_class = 'bo_thu_hoi' then 'HB-DB-08'
            when ministry_state is null then 'HB-DB-07'
            when ministry_state = 'chap_nhan' and times_accepted > 1 then 'HB-DB-05'
        end as code,
        school_code,
        pupil_code,
        card_id,
        version,
        source_file,
        sheet,
        row_number
    from answered
    union all
    select
        case
            when sync_class = 'so_ban_cu' then 'HB-DB-09'
            when sync_class = 'chung_ma' then 'HB-DB-10'
        end as code,
        school_code,
        pupil_code,
        card_id,
        version,
        card_file as source_file,
        card_sheet as sheet,
        card_row as row_number
    from sync
    union all
    select
        'HB-DB-11' as code,
        school_code,
        pupil_code,
        card_id,
        version,
        card_file as source_file,
        card_sheet as sheet,
        card_row as row_number
    from sync
    where (ledger_mark = 'da_nhan' and is_received = 0) or (ledger_mark = 'da_ket_thuc' and is_received = 1)
)
select code, school_code, pupil_code, card_id, version, source_file, sheet, row_number
from found
where code is not null
order by school_code, source_file, sheet, row_number, code
