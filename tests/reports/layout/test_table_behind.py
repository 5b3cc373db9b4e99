"""The table behind a chart."""

from storeops.reports.layout.blocks import BarChart, Column, HeatMap, LineChart, Series, table_behind


def test_a_line_chart_is_one_column_for_each_series() -> None:
    chart = LineChart(
        id="waits",
        title="Waits",
        description="",
        label_title="Day",
        labels=["1", "2"],
        series=[Series("median", [60, None]), Series("nine in ten", [300, 0])],
        kind="s",
        target=300,
    )

    table = table_behind(chart)

    assert (table.id, table.title) == ("waits_table", "Waits")
    assert table.columns == [Column("Day"), Column("median", "s"), Column("nine in ten", "s")]
    assert table.rows == [["1", 60, 300], ["2", None, 0]]


def test_a_bar_chart_keeps_its_numbers_unrounded() -> None:
    chart = BarChart(
        id="shares",
        title="Shares",
        description="",
        label_title="Service",
        labels=["Pay a bill"],
        series=[Series("within target", [0.87654])],
        kind="share",
        targets=[0.9],
    )

    assert table_behind(chart).rows == [["Pay a bill", 0.87654]]


def test_a_heat_map_is_rows_under_its_column_labels() -> None:
    chart = HeatMap(
        id="week",
        title="Week",
        description="",
        row_labels=["Monday", "Tuesday"],
        column_labels=["09:00", "09:30"],
        cells=[[0.9, None], [0.5, 1]],
        kind="share",
        good=0.8,
        bad=0.6,
    )

    table = table_behind(chart)

    assert table.columns == [Column(""), Column("09:00", "share"), Column("09:30", "share")]
    assert table.rows == [["Monday", 0.9, None], ["Tuesday", 0.5, 1]]
