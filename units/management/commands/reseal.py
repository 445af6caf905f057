"""python manage.py reseal: secrets of two-step verification sealed anew with today's key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from units.models import SecondFactor
from units.sign_in.sealing import CannotOpen, seal, unseal


class Command(BaseCommand):
    help = "换过密钥以后，用新密钥重新加密全部两步验证的密钥；之后旧密钥才可以从 DJANGO_SECRET_KEY_FALLBACKS 里去掉"

    def handle(self, *_args: Any, **_options: Any) -> None:
        lost = []
        count = 0
        for factor in SecondFactor.objects.select_related("user").order_by("pk").iterator():
            try:
                anew = seal(unseal(factor.sealed_secret, factor.user_id), factor.user_id)
            except CannotOpen:
                lost.append(factor.user.username)
                continue
            # Only while it is the one that was read: somebody may set up another meanwhile.
            count += SecondFactor.objects.filter(pk=factor.pk, sealed_secret=factor.sealed_secret).update(
                sealed_secret=anew
            )
        self.stdout.write(f"已重新加密 {count} 个")
        if lost:
            raise CommandError(
                f"有 {len(lost)} 个打不开：{'、'.join(lost)}。请把当时的密钥加进 DJANGO_SECRET_KEY_FALLBACKS 再执行；"
                "密钥已经找不到的，用 unlock --second-factor 取消后由本人重新设置"
            )
