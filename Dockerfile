FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements/base.txt /requirements.txt
RUN /opt/venv/bin/pip install --require-hashes -r /requirements.txt

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=site_config.settings.production \
    PORT=8000 \
    REMAP_SIGTERM=SIGQUIT \
    MEDIA_ROOT=/data/media \
    STATIC_ROOT=/srv/static
# Reads the letters of a bot check aloud.
RUN apt-get update && apt-get install -y --no-install-recommends flite && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /srv museum \
    && mkdir -p /srv/museum/var /srv/static /data/media \
    && chown -R museum /srv/museum /srv/static /data
COPY --from=build /opt/venv /opt/venv
WORKDIR /srv/museum
COPY --chown=museum . .
USER museum
# Files are hashed and compressed once, while the image is made; these values are used for nothing else.
RUN SECRET_KEY=unused-while-building ALLOWED_HOSTS=localhost SITE_URL=http://localhost \
    DATABASE_URL=sqlite:////tmp/unused.sqlite3 python manage.py collectstatic --noinput --verbosity 0
EXPOSE 8000
STOPSIGNAL SIGTERM
CMD ["gunicorn", "site_config.wsgi", "--config", "gunicorn.conf.py"]
