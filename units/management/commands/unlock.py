"""python manage.py unlock USERNAME [--second-factor]: lets a user in again who is locked out."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from units.models import User
from units.sign_in import second_factor, throttle
from units.sign_in.events import note


class Command(BaseCommand):
    help = "解除一个用户因输错次数太多的锁定；手机和恢复码都丢了的，加 --second-factor 取消其两步验证"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="用户名")
        parser.add_argument("--second-factor", action="store_true", help="取消两步验证，下次登录只要密码")

    def handle(self, *_args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"没有用户 {options['username']}")
        throttle.unlock(user.username)
        note("unlocked", None, username=user.username)
        self.stdout.write(f"用户 {user.username} 可以再试登录")
        if options["second_factor"] and second_factor.remove(user):
            note("second_factor_removed", None, username=user.username)
            self.stdout.write("两步验证已取消")
