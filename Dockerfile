# Two stages: the first builds the virtual environment and compiles the translations, the second runs the site.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /site
COPY requirements.txt requirements-dev.txt ./
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt \
 && python -m venv /build \
 && /build/bin/pip install --no-cache-dir --require-hashes -r requirements-dev.txt
COPY . .
RUN /build/bin/pybabel --quiet compile --domain "django djangojs" --directory kb/locale \
 && KB_MODE=test KB_DATA=/tmp/build /venv/bin/python -m compileall -q kb

FROM python:3.11-slim-bookworm
ENV KB_MODE=production KB_DATA=/data PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin tverrsnitt \
 && install --directory --owner tverrsnitt --group tverrsnitt /data
COPY --from=build /venv /venv
WORKDIR /site
COPY --from=build /site/manage.py ./
COPY --from=build /site/kb kb
COPY --from=build /site/templates templates
COPY --from=build /site/static static
COPY --from=build /site/fixtures fixtures
USER tverrsnitt
VOLUME /data
EXPOSE 8000
# The site answers only to its own hosts, so the check asks as the first of them.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/healthz/', headers={'Host': os.environ['KB_ALLOWED_HOSTS'].split(',')[0].lstrip('.*') or 'localhost'}), timeout=4)"]
# The site and its worker. What ends the container ends both in their own time; a worker that falls is started again.
CMD ["sh", "-c", "python manage.py migrate --verbosity 0 && python manage.py collectstatic --no-input --verbosity 0 || exit 1; \
  (trap 'kill $w 2>/dev/null; wait $w; exit' TERM; while :; do python manage.py work & w=$!; wait $w; sleep 5 & w=$!; wait $w; done) & worker=$!; \
  gunicorn kb.config.wsgi:application --bind 0.0.0.0:8000 --workers ${KB_WORKERS:-2} --threads 4 --access-logfile - & site=$!; \
  trap 'kill $site $worker 2>/dev/null' TERM INT; wait $site; kill $worker 2>/dev/null; wait"]
