"""What authenticators share with us was kept as it is; it is kept sealed."""

from django.db import migrations, models

from units.sign_in.sealing import seal, unseal


def seal_all(apps, _editor):
    for factor in apps.get_model("units", "SecondFactor").objects.all():
        factor.sealed_secret = seal(factor.sealed_secret, factor.user_id)
        factor.save(update_fields=["sealed_secret"])


def open_all(apps, _editor):
    for factor in apps.get_model("units", "SecondFactor").objects.all():
        factor.sealed_secret = unseal(factor.sealed_secret, factor.user_id)
        factor.save(update_fields=["sealed_secret"])


class Migration(migrations.Migration):
    dependencies = [("units", "0006_record_what_administrators_change")]

    operations = [
        migrations.RenameField("secondfactor", "secret", "sealed_secret"),
        migrations.AlterField(
            "secondfactor",
            "sealed_secret",
            models.CharField("密钥（已加密）", help_text="units.sign_in.sealing", max_length=255),
        ),
        migrations.RunPython(seal_all, open_all),
    ]
