"""Names of libraries that are found beside or under a web application, and telling file:function pairs.

Used where no `site-packages` tells them from the app: AWS Lambda bundles, relative paths, bare file names.
The names are top-level import names; the pairs are those seen in real tracebacks of the libraries' releases.
"""

from __future__ import annotations

#: Top-level import names of libraries.
_KNOWN_TEXT = """
IPython MySQLdb PIL _pydev_bundle _pydevd_bundle _pytest a2wsgi advanced_alchemy aio_pika
aiocache aiofiles aiogram aiohttp aiojobs aiokafka aiomysql aioodbc aiosqlite airflow alembic
allauth amqp anthropic anyio apig_wsgi apispec apscheduler ariadne arq asgi_correlation_id
asgi_lifespan asgiref asyncpg attr attrs authlib autobahn aws_lambda_powertools aws_xray_sdk
awslambdaric azure babel backoff bcrypt beanie betamax better_exceptions billiard bjoern boto3
botocore bottle bs4 cachetools cattrs celery certifi chalice chardet cheroot cherrypy click
clickhouse_connect clickhouse_driver cloudpickle cockroachdb colorama confluent_kafka connexion
coverage crispy_forms cryptography cx_Oracle cytoolz dagster daphne dask databricks dateutil
ddtrace debug_toolbar debugpy dependency_injector dill discord distributed django dotenv
dramatiq duckdb dynaconf edgedb elasticapm elasticsearch email_validator engineio environs
eventlet exceptiongroup fabric faker falcon fastapi fastapi_cache fastapi_cli fastapi_crudrouter
fastapi_pagination fastapi_sqlalchemy fastapi_users fastapi_utils fastcrud faust flask
flask_admin flask_caching flask_cors flask_jwt_extended flask_login flask_migrate flask_restful
flask_restx flask_security flask_socketio flask_sqlalchemy flask_wtf freezegun fsspec
functions_framework geoalchemy2 gevent googleapiclient gradio granian graphene graphql greenlet
grpc gunicorn h11 httpcore httptools httpx httpx_sse huey hypercorn hypothesis ibm_db idna
impala import_export ipykernel itsdangerous janus jaraco jinja2 joblib jose jupyter_client jwt
kafka kink kombu langchain line_profiler litestar localstack locust logfire loguru loky luigi
lxml mako mangum markupsafe marshmallow marshmallow_sqlalchemy meinheld memory_profiler mimesis
model_bakery more_itertools moto msal msgpack multipart nameko nats nbclient nbconvert
nest_asyncio newrelic ninja numpy oauthlib odmantic openai openpyxl opentelemetry oracledb
orjson ormar pandas paramiko passlib peewee pglast piccolo pika pip pkg_resources pluggy polars
polyfactory pony pretty_errors procrastinate prometheus_client prometheus_fastapi_instrumentator
psutil psycopg psycopg2 psycopg_pool pugsql punq pyarrow pydantic pydantic_core
pydantic_settings pydev_ipython pydevd pyhive pyinstaller pymongo pymysql pyodbc pyramid
pyramid_tm pytest pytest_asyncio pytest_django python_multipart python_socketio pytz quart ray
redbeat redis reportlab repoze requests respx rest_framework rich rich_toolkit rq s3transfer
sanic saq scipy scrapy sentry_sdk serverless_wsgi setuptools shapely simplejson sklearn
slack_bolt slack_sdk slowapi sniffio snowflake socketio spyne sqladmin sqlakeyset sqlalchemy
sqlalchemy_mixins sqlalchemy_utils sqlfluff sqlglot sqlite_utils sqlmodel stackprinter starlette
starlette_admin starlette_context statsd strawberry streamlit structlog suds svcs tablib taskiq
tblib telegram tenacity tiktoken toolz torch tornado tortoise tqdm traitlets transformers trino
trio twisted typer typing_extensions ujson unittest2 urllib3 uvicorn uvicorn_worker uvloop vcr
vine waitress watchdog watchfiles weasyprint webargs webob websockets werkzeug wheel whitenoise
wrapt wtforms xdist yaml zappa zeep zmq zope zope_sqlalchemy
"""
KNOWN = frozenset(_KNOWN_TEXT.split())

#: Packages whose compiled modules print paths relative to their build, such as `pydantic/main.py`.
COMPILED = frozenset({"pydantic", "pydantic_core", "asyncpg", "uvloop", "psycopg_binary", "httptools"})

_PAIRS = {
    "sqlalchemy": """
        attributes.py: __get__ get _fire_loader_callables __set__ __delete__ get_history
        strategies.py: _load_for_state _emit_lazyload
        state.py: _load_expired __call__
        loading.py: _load_scalar_attributes load_scalar_attributes load_on_ident load_on_pk_identity
        dynamic.py: _generate
        base.py: _execute_context _execute_clauseelement _exec_single_context
            _handle_dbapi_exception
        default.py: do_execute
        session.py: _execute_internal execute scalars scalar
        _concurrency_py3k.py: greenlet_spawn await_only await_fallback
        concurrency.py: greenlet_spawn await_only await_
        associationproxy.py: __get__ get
    """,
    "starlette": """
        routing.py: __call__ handle app wrapped_app request_response _handle_selected
        errors.py: __call__ _send
        exceptions.py: __call__
        _exception_handler.py: wrapped_app
        applications.py: __call__
        concurrency.py: run_in_threadpool iterate_in_threadpool
        background.py: __call__
        responses.py: __call__ stream_response wrap listen_for_disconnect
        testclient.py: request get post put delete patch handle_request send iter_body
            close_app run_app wait_shutdown run
            _portal_factory __call__
        base.py: __call__ call_next coro body_stream dispatch_func
        cors.py: __call__
        gzip.py: __call__
        sessions.py: __call__
        trustedhost.py: __call__
    """,
    "fastapi": """
        routing.py: run_endpoint_function serialize_response get_request_handler
        asyncexitstack.py: __call__
        utils.py: solve_dependencies
        _asgi.py: __call__
        _body_limit.py: __call__
        _api.py: _run_sync_endpoint _run_async_endpoint
        encoders.py: jsonable_encoder
    """,
    "anyio": """
        to_thread.py: run_sync
        from_thread.py: run call start_blocking_portal _call_func run_async_from_thread
        _asyncio.py: run_sync_in_worker_thread run run_async_from_thread __aexit__
    """,
    "httpx": """
        _client.py: request send get post put delete patch _send_handling_auth
            _send_handling_redirects _send_single_request __iter__
        _models.py: read iter_bytes iter_raw aread
        _transports.py: handle_request
    """,
    "uvicorn": """
        httptools_impl.py: run_asgi
        h11_impl.py: run_asgi
        proxy_headers.py: __call__
        server.py: serve run _serve
    """,
    "contextlib": """
        contextlib.py: close __exit__ __aexit__ inner __enter__ __aenter__ _exit_wrapper
    """,
    "concurrent": """
        _base.py: result __get_result
        thread.py: run _worker
        process.py: _process_worker
    """,
    "threading": """
        threading.py: _bootstrap _bootstrap_inner run
    """,
    "asyncio": """
        runners.py: run
        base_events.py: run_until_complete run_forever _run_once
        events.py: _run
        tasks.py: __step wait_for gather
    """,
    "flask": """
        app.py: __call__ wsgi_app full_dispatch_request dispatch_request handle_user_exception
            handle_exception
    """,
    "celery": """
        trace.py: trace_task __protected_call__
        task.py: __call__ apply
    """,
    "pydantic": """
        main.py: from_orm validate_model model_validate __init__ model_dump model_dump_json
        utils.py: get
        type_adapter.py: validate_python
    """,
}


def _files() -> dict[str, str]:
    """`file.py:function` -> library, for formats that print the bare file name only."""
    table = {}
    for library, text in _PAIRS.items():
        file = ""
        for word in text.split():
            if word.endswith(":"):
                file = word
            else:
                table[file + word] = library
    return table


#: `file.py:function` -> library.
FILES = _files()
