"""A chunk of the make-believe sector: a handful of co-operatives, and what becomes of them."""

from coopscore.synthetic.sector.beginnings import begin
from coopscore.synthetic.sector.chunk import Chunk, Founded, Health, Lives
from coopscore.synthetic.sector.cycles import Cycles, Floats
from coopscore.synthetic.sector.founded import draw_founded
from coopscore.synthetic.sector.health import FINANCE, GOVERNANCE, HIDDEN, MEMBERS, draw_health
from coopscore.synthetic.sector.lives import Course, live
from coopscore.synthetic.sector.people import draw_people
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import World


def draw_chunk(sector: Sector, number: int, first: int, size: int, world: World) -> Chunk:
    """Draw the co-operatives of serials `first` to `first + size - 1`.

    A chunk of any number holds a fair sample of all cohorts, branches and provinces.

    Parameters
    ----------
    number : int, 0 or more
        Of the chunk: with the sector's seed, all that its content depends on.
    world : World
        The one that the sector was drawn from.
    """
    cycles = Cycles.drawn()
    founded = draw_founded(sector, number, first, size, world)
    health = draw_health(sector, cycles, founded, number, world)
    beginning = begin(sector, cycles, founded, health, number, world)
    course = live(sector, cycles, founded, health, beginning, number, world)
    health[GOVERNANCE] += course.lift
    health[FINANCE] += course.lift
    return Chunk(
        world=world,
        sector=sector,
        cycles=cycles,
        number=number,
        seed=sector.seed,
        founded=founded,
        health=Health(
            governance=health[GOVERNANCE],
            finance=health[FINANCE],
            members=health[MEMBERS],
            hidden=health[HIDDEN],
        ),
        lives=_lives(sector, cycles, founded, health, course, number, world),
    )


def _lives(
    sector: Sector,
    cycles: Cycles,
    founded: Founded,
    health: Floats,
    course: Course,
    number: int,
    world: World,
) -> Lives:
    members, employees = draw_people(
        sector, cycles, founded, health, course.alive, course.awake, number, world
    )
    return Lives(
        alive=course.alive,
        awake=course.awake,
        at_risk=course.at_risk,
        silent_probability=course.probability,
        silent_unvisited=course.unvisited,
        silent_visited=course.visited,
        fell=course.fell,
        revived=course.revived,
        visits=course.visits,
        visited_on=course.visited_on,
        ended=course.ended,
        ended_as=course.ended_as,
        members=members,
        employees=employees,
    )
