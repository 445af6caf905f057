"""One-time passwords were good for ever; those not yet used have a week from now."""

from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone


def give_a_week(apps, _editor):
    unused = apps.get_model("units", "User").objects.filter(must_change_password=True)
    unused.update(one_time_until=timezone.now() + timedelta(days=7))


class Migration(migrations.Migration):
    dependencies = [("units", "0007_seal_secrets_of_second_factors")]

    operations = [
        migrations.AddField(
            "user",
            "one_time_until",
            models.DateTimeField(
                "一次性密码有效至", blank=True, editable=False, help_text="空：是本人的密码", null=True
            ),
        ),
        migrations.RunPython(give_a_week, migrations.RunPython.noop, elidable=True),
    ]
