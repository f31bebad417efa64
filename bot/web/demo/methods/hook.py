"""Methods by which the bot gets its updates."""

from bot.web.demo.arguments import Arguments
from bot.web.demo.refusals import bad
from bot.web.demo.updates import MOST_AT_ONCE
from bot.web.demo.webhook import Webhook
from bot.web.demo.world import Json, World


def _allow(world: World, arguments: Arguments) -> None:
    if "allowed_updates" in arguments:
        kinds = arguments.json("allowed_updates") or []
        if not isinstance(kinds, list):
            raise bad("can't parse allowed_updates: Expected an Array")
        world.updates.allow([str(kind) for kind in kinds])


async def get_updates(world: World, arguments: Arguments) -> list[Json]:
    """Give the updates from `offset` on, waiting for the first."""
    _allow(world, arguments)
    return await world.updates.poll(
        arguments.integer("offset"), arguments.integer("limit", MOST_AT_ONCE), arguments.number("timeout")
    )


async def set_webhook(world: World, arguments: Arguments) -> bool:
    """Deliver updates by HTTP POST from now on; an empty address ends it. Plain http is taken too, for a local bot."""
    url = arguments.text("url")
    if url and not url.startswith(("https://", "http://")):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    _allow(world, arguments)
    await _replace_webhook(world, arguments, url)
    return True


async def delete_webhook(world: World, arguments: Arguments) -> bool:
    """End the webhook."""
    await _replace_webhook(world, arguments, "")
    return True


async def _replace_webhook(world: World, arguments: Arguments, url: str) -> None:
    if arguments.flag("drop_pending_updates"):
        world.updates.drop()
    if world.webhook:
        await world.webhook.stop()
    world.updates.webhook = url
    world.webhook = Webhook(world.updates, url, arguments.text("secret_token")) if url else None
    if world.webhook:
        world.webhook.start()


async def get_webhook_info(world: World, arguments: Arguments) -> Json:
    """Describe the webhook and how it fares."""
    info: Json = {
        "url": world.updates.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    if world.webhook and world.webhook.last_error:
        info |= {
            "last_error_date": world.webhook.last_error_date,
            "last_error_message": world.webhook.last_error,
        }
    return info
