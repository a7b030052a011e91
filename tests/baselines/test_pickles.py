import io
import os
import pickle

import pytest

from shuanglian.baselines.pickles import KnownPickles
from shuanglian.files import sha256


class Bad:
    def __reduce__(self):
        return os.system, ("true",)


@pytest.mark.parametrize("protocol", range(6))
def test_plain_data_is_read(protocol):
    data = {"字": [1, 2.5, None, True], "集": {"一", "二"}, "t": (1,)}
    assert KnownPickles().load(io.BytesIO(pickle.dumps(data, protocol))) == data


@pytest.mark.parametrize("value", [Bad(), os.path.join, OSError, io.BytesIO])
def test_a_class_or_function_is_refused(value):
    with pytest.raises(pickle.UnpicklingError, match="no business"):
        KnownPickles().load(io.BytesIO(pickle.dumps([value])))


def test_a_file_is_read_only_if_its_hash_is_known(tmp_path):
    path = tmp_path / "features.pkl"
    path.write_bytes(pickle.dumps([1]))
    known = KnownPickles({"features.pkl": sha256(path.read_bytes())})
    with path.open("rb") as stream:
        assert known.load(stream) == [1]
    path.write_bytes(pickle.dumps([2]))
    with path.open("rb") as stream, pytest.raises(ValueError, match="not the file that is known"):
        known.load(stream)
