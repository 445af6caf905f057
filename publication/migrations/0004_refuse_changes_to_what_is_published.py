from django.db import migrations

from publication import guards

FROZEN = (
    "id", "release_id", "number", "reason", "corrections", "unit_code", "unit_name", "unit_kind", "department_code",
    "department_name", "region", "fiscal_year", "title", "edition", "edition_fingerprint", "income_total",
    "expenditure_total", "passages", "online", "figures", "package", "manifest", "manifest_sha256",
    "published_by_id", "published_at",
)


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0003_acknowledge_words_of_secrecy'),
    ]

    operations = [
        migrations.RunPython(guards.installing(FROZEN), guards.remove),
    ]
