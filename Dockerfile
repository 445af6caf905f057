# The site: the web server, and with another command its worker. It wants its variables (config/settings.py lists
# them) and PostgreSQL: docker-compose.yml puts them together.
FROM python:3.13-slim-bookworm

# The libraries WeasyPrint draws text with. No font packages: the document's fonts are in static/document/fonts.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY . .
# A volume that is mounted over one of these folders takes its owner over.
RUN useradd --system --uid 10001 --user-group --no-create-home site \
    && install --directory --owner=site --group=site /srv/static /srv/published /run/site \
    && python -m compileall -q .
USER site

CMD ["gunicorn", "config.wsgi", "--config", "deploy/gunicorn.conf.py"]
