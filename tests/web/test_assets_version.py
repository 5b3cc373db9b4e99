"""The version of sheets and scripts: another one whenever a byte of one of them is."""

from pathlib import Path

from storeops.web.assets_version import version_of


def test_a_changed_a_renamed_and_a_new_script_make_another_version(tmp_path: Path) -> None:
    script = tmp_path / "a.js"
    script.write_text("1")
    versions = [version_of([tmp_path])]
    script.write_text("2")
    versions.append(version_of([tmp_path]))
    script.rename(tmp_path / "b.js")
    versions.append(version_of([tmp_path]))
    (tmp_path / "c.css").write_text("3")
    versions.append(version_of([tmp_path]))

    assert len(set(versions)) == 4


def test_a_picture_is_no_matter(tmp_path: Path) -> None:
    before = version_of([tmp_path])
    (tmp_path / "icon.svg").write_text("<svg/>")

    assert version_of([tmp_path]) == before
