"""Whether all that is public still is what was published: files against their hashes, rows against their manifests,
manifests against the events that made them public."""

from collections.abc import Iterator

from publication.contents import sha256_of
from publication.manifest import manifest_of, sha256_of_manifest
from publication.models import Publication, PublishedFile, Standing
from publication.storage import place_of, published_files, stored
from review.models import Event
from review.workflow import Action, Status

_STATUS_OF = {
    Standing.CURRENT.value: Status.PUBLISHED.value,
    Standing.SUPERSEDED.value: Status.SUPERSEDED.value,
    Standing.WITHDRAWN.value: Status.WITHDRAWN.value,
}
_WORDS = {"passages": "内容", "online": "网页", "package": "数据包", "figures": "数字", "corrections": "更正内容"}


def faults_of(publication: Publication) -> Iterator[str]:
    """What does not hold of one publication, in words; nothing where all holds."""
    files = list(publication.files.all())
    for file in files:
        yield from (f"{publication} {file.name}：{fault}" for fault in _faults_of_file(file))
    manifest = manifest_of(publication, {file.format: file.sha256 for file in files})
    for name in sorted(manifest.keys() | publication.manifest.keys()):
        if manifest.get(name) != publication.manifest.get(name):
            words = _WORDS.get(name, "单位、年度、标题等" if name == "particulars" else f"文件（{name}）")
            yield f"{publication}：数据库里的{words}与公开时的清单不符"
    if sha256_of_manifest(publication.manifest) != publication.manifest_sha256:
        yield f"{publication}：清单与它的摘要不符"
    event = Event.objects.filter(release=publication.release_id, action=Action.PUBLISH.value).last()
    if event is None:
        yield f"{publication}：没有公开它的事件"
    elif event.detail.get("manifest_sha256") != publication.manifest_sha256:
        yield f"{publication}：清单的摘要与公开它的事件所记不符"
    if publication.release.status != _STATUS_OF[publication.standing]:
        yield f"{publication}：公开网站上是“{Standing(publication.standing).label}”，办理记录里不是"
    if publication.standing == Standing.SUPERSEDED and publication.superseded_by_id is None:
        yield f"{publication}：没有指明由哪一版取代"


def _faults_of_file(file: PublishedFile) -> Iterator[str]:
    try:
        content = stored(file.path)
    except FileNotFoundError:
        yield "存储中没有这个文件"
        return
    except OSError as error:
        yield f"读不出来（{error.strerror or error}）"
        return
    if sha256_of(content) != file.sha256:
        yield "与公开时的摘要不符，文件被改动过或已损坏"
    if len(content) != file.size:
        yield f"大小应为 {file.size} 字节，实为 {len(content)} 字节"
    if not file.path.startswith(place_of(file.sha256, "").removesuffix(".")):
        yield "存储位置与摘要不符"


def unlisted_files() -> Iterator[str]:
    """Files in storage that no publication lists: what a worker kept before it was stopped. They harm nobody."""
    listed = set(PublishedFile.objects.values_list("path", flat=True))
    storage = published_files()
    try:
        folders, _ = storage.listdir("")
    except FileNotFoundError:
        return
    for folder in sorted(folders):
        for name in sorted(storage.listdir(folder)[1]):
            if f"{folder}/{name}" not in listed:
                yield f"{folder}/{name}"
