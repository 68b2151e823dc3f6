# docker build -t forward-pass . && docker run --read-only -p 8000:8000 forward-pass

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv --without-pip /opt/forward-pass
WORKDIR /src
# The libraries change more seldom than the project: a layer of their own.
COPY requirements.lock .
RUN pip --python /opt/forward-pass/bin/python install --require-hashes -r requirements.lock
COPY . .
RUN pip --python /opt/forward-pass/bin/python install --no-deps .

FROM python:3.13-slim
COPY --from=build /opt/forward-pass /opt/forward-pass
ENV PATH=/opt/forward-pass/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# A number, not a name: orchestrators can then tell that it is not root.
USER 10001:10001
WORKDIR /
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["forward-pass"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
