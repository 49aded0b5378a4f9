"""How a model is compiled: its loss and its optimizer, and what is wrong with them."""

from .comparing import rate_suits
from .loss import loss_of
from .tensors import to_numpy


def compile_facts(model, blueprint, output):
    if not getattr(model, "compiled", False):
        return {"compiled": False}
    loss, from_logits = loss_of(model, blueprint, int(output.shape[-1]))
    optimizer = getattr(model, "optimizer", None)
    rate = getattr(optimizer, "learning_rate", None)
    return {
        "compiled": True,
        "loss": loss,
        "from_logits": from_logits,
        "optimizer": type(optimizer).__name__ if optimizer is not None else None,
        "learning_rate": float(f"{float(to_numpy(rate)):.7g}") if rate is not None else None,
    }


def compiled_faults(facts, blueprint):
    """Return in words what is wrong with the loss and the optimizer."""
    if "compiled" not in facts:
        return []
    if not facts["compiled"]:
        return ["The model is not compiled. Call `model.compile(...)` before you return it."]
    return _loss_faults(facts, blueprint) + _optimizer_faults(facts, blueprint)


def _loss_faults(facts, blueprint):
    if facts["loss"] != blueprint.loss:
        return [f"The loss is {facts['loss']}; {blueprint.loss} is asked for."]
    if facts["from_logits"] != blueprint.from_logits:
        return [
            f"The loss has from_logits={facts['from_logits']}; "
            f"from_logits={blueprint.from_logits} is asked for."
        ]
    return []


def _optimizer_faults(facts, blueprint):
    faults = []
    if blueprint.optimizer and facts["optimizer"] != blueprint.optimizer:
        faults.append(f"The optimizer is {facts['optimizer']}; {blueprint.optimizer} is asked for.")
    if not rate_suits(facts["learning_rate"], blueprint):
        faults.append(
            f"The learning rate is {facts['learning_rate']}; "
            f"{blueprint.learning_rate} is asked for."
        )
    return faults
