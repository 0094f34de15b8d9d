"""Trainings: what they are told stands in one file each, and a stopped one goes on as if it had not been."""

from dataclasses import fields

import pytest

from argmap.errors import InputError
from argmap.training.settings import (
    FOLDER,
    Claiming,
    Growth,
    Judging,
    Linking,
    PasteReplies,
    PasteStarts,
    Pretraining,
    Relating,
    RoleHeads,
    read_settings,
)

KINDS = {
    "parser": Pretraining,
    "links": Linking,
    "claims": Claiming,
    "clauses": Growth,
    "judge": Growth,
    "judging": Judging,
    "trees": Growth,
    "roles": RoleHeads,
    "teacher": Relating,
    "relater": Relating,
    "paste_starts": PasteStarts,
    "paste_replies": PasteReplies,
}


def test_every_file_of_settings_is_read_by_a_training():
    """No file is left over, and each is read by a training."""
    assert {path.stem for path in FOLDER.iterdir()} == set(KINDS)
    sources = "".join(path.read_text("utf-8") for path in FOLDER.parent.rglob("*.py"))
    for name, kind in KINDS.items():
        settings = read_settings(kind, name)
        assert all(getattr(settings, field.name) is not None for field in fields(kind))
        assert f'read_settings({kind.__name__}, "{name}")' in sources


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("steps: 1\n", "just these settings: steps, batch"),
        ("- 1\n", "just these settings"),
        ("steps: 1.5\nbatch: 1\nrate: 1e-3\ndecay: 0.1\ndropout: 0\nseed: 0\n", "right type: steps, rate"),
    ],
)
def test_a_file_that_lacks_a_setting_or_has_no_number_is_refused(tmp_path, text, reason):
    """The line names the file and what is wrong; YAML takes 1e-3 for a text."""
    (tmp_path / "claims.yaml").write_text(text, "utf-8")
    with pytest.raises(InputError, match=rf"claims\.yaml.*{reason}"):
        read_settings(Claiming, "claims", tmp_path)


@pytest.mark.slow
def test_a_stopped_training_goes_on_as_if_it_had_not_been(tmp_path):
    """Four steps at once, and two with two more after a restart, give the same weights; the best figure is kept."""
    import torch

    from argmap.training.checkpoint import Trained

    def begun():
        torch.manual_seed(0)
        net = torch.nn.Linear(3, 1)
        optimizer = torch.optim.AdamW(net.parameters(), 0.1)
        return net, Trained(net, optimizer, torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, 4))

    def go(net, trained, steps):
        for step in steps:
            trained.step(net(torch.full((1, 3), float(step))).square().sum())
        return net.weight.tolist()

    whole = go(*begun(), range(4))
    net, trained = begun()
    assert trained.restore(tmp_path / "x.state") == -1
    go(net, trained, range(2))
    trained.best = 0.5
    trained.keep(tmp_path / "x.state", 1)
    net, trained = begun()
    done = trained.restore(tmp_path / "x.state")
    assert (done, trained.best) == (1, 0.5)
    assert go(net, trained, range(done + 1, 4)) == whole
    assert [path.name for path in tmp_path.iterdir()] == ["x.state"]
