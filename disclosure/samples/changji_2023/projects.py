"""项目支出绩效自评表, the eight in the order published."""

from disclosure.samples.changji_2023.fiscal_projects import (
    ARCHIVE_DIGITISATION,
    EMPLOYMENT_SERVICE_OPERATIONS,
    EMPLOYMENT_SUBSIDY,
    VILLAGE_WORK,
)
from disclosure.samples.changji_2023.other_projects import (
    ARCHIVE_ROOM,
    DREAM_PLAN,
    RUNNING_COSTS,
    STARTUP_COMPETITION,
)

PROJECTS = (
    EMPLOYMENT_SUBSIDY,
    EMPLOYMENT_SERVICE_OPERATIONS,
    STARTUP_COMPETITION,
    ARCHIVE_ROOM,
    ARCHIVE_DIGITISATION,
    DREAM_PLAN,
    RUNNING_COSTS,
    VILLAGE_WORK,
)
