"""The promise to employees: identifiers become pseudonyms, under a key that lies in neither database."""

import hashlib
import hmac
import os
import shutil
import stat
import subprocess
import sys
import unicodedata

import pytest

from valuemodel.errors import ValueModelError
from valuemodel.privacy import key_check, key_file, programme_key, pseudonym, without_identifiers
from valuemodel.privacy.pseudonyms import KEY_BYTES

KEY = bytes(range(KEY_BYTES))


@pytest.fixture(autouse=True)
def keys(tmp_path, monkeypatch):
    monkeypatch.setenv("VALUEMODEL_KEYS", str(tmp_path / "keys"))
    return tmp_path / "keys"


def test_the_keyed_hash_is_that_of_rfc_4231_test_case_1():
    digest = hmac.new(b"\x0b" * 20, b"Hi There", hashlib.sha256).hexdigest()
    assert digest == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
def test_a_pseudonym_is_the_first_128_bits_by_openssl_too():
    written = subprocess.run(
        ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", f"hexkey:{KEY.hex()}"],
        input=b"person\x1fada@exemple.fr", capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    assert pseudonym("ada@exemple.fr", KEY) == written.split("= ")[1][:32]


def test_spaces_case_and_accents_composed_or_not_make_one_person():
    for written in (" Émile@Exemple.fr", "émile@exemple.FR\u00a0", unicodedata.normalize("NFD", "émile@exemple.fr")):
        assert pseudonym(written, KEY) == pseudonym("émile@exemple.fr", KEY)
    assert pseudonym("emile@exemple.fr", KEY) != pseudonym("émile@exemple.fr", KEY)


def test_another_programme_has_other_pseudonyms():
    assert pseudonym("ada@exemple.fr", programme_key("one", create=True)) != pseudonym(
        "ada@exemple.fr", programme_key("two", create=True)
    )


def test_a_key_is_32_random_bytes_in_a_file_that_only_its_owner_reads(keys):
    key = programme_key("atelier", create=True)
    assert len(key) == 32
    assert key == programme_key("atelier") == programme_key("atelier", create=True)
    assert key_file("atelier") == keys / "atelier.key"
    assert stat.S_IMODE(key_file("atelier").stat().st_mode) == 0o600
    assert os.listdir(keys) == ["atelier.key"]


def test_without_the_environment_keys_lie_in_the_persons_own_data_folder(monkeypatch):
    monkeypatch.delenv("VALUEMODEL_KEYS")
    monkeypatch.setenv("HOME", "/home/ada")
    assert str(key_file("atelier")) == "/home/ada/.local/share/valuemodel/keys/atelier.key"


def test_a_missing_key_is_refused_in_words_and_no_file_is_made(keys):
    with pytest.raises(ValueModelError) as refusal:
        programme_key("atelier")
    assert refusal.value.issue.code == "key_missing"
    assert "second pseudonyme" in refusal.value.said("fr").fix
    assert not keys.exists()


def test_a_damaged_key_is_refused(keys):
    keys.mkdir()
    (keys / "atelier.key").write_bytes(b"short")
    with pytest.raises(ValueModelError, match="key_damaged"):
        programme_key("atelier", create=True)


@pytest.mark.parametrize("name", ["", "../elsewhere", "a/b", ".hidden"])
def test_a_programme_cannot_name_a_file_elsewhere(name):
    with pytest.raises(ValueModelError, match="programme_key_unusable"):
        programme_key(name, create=True)


def test_two_processes_that_make_the_key_at_once_end_with_the_same_one():
    code = "from valuemodel.privacy import programme_key; print(programme_key('atelier', create=True).hex())"
    running = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) for _ in range(3)]
    assert len({process.communicate()[0] for process in running}) == 1


def test_the_check_of_a_key_tells_keys_apart_and_not_the_key():
    assert key_check(KEY) != key_check(KEY[::-1])
    assert KEY.hex() not in key_check(KEY)


def test_identifiers_are_hidden_wherever_they_stand_in_a_document():
    document = {"labels": {"Ada.L@x.fr": 1}, "list": ["from ada@x.fr, twice", "X042", "x0421"], "n": 3}
    assert without_identifiers(document, {"x042"}) == {
        "labels": {"[…]": 1},
        "list": ["from […], twice", "[…]", "x0421"],
        "n": 3,
    }
