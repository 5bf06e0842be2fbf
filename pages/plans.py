"""Lesson plans: what to ask, to show and to expect, page by page."""

import streamlit as st

from visualizer.chapters import get_chapter
from visualizer.state.guesses import LESSONS
from visualizer.ui.buttons import show_button
from visualizer.ui.class_leading import call_all, leads
from visualizer.ui.lesson import open_lesson
from visualizer.words import plans as words
from visualizer.words.class_desk import ASK_MY_CLASS, ASK_MY_CLASS_HELP
from visualizer.words.plans import PLANS, VISITS, Plan


def show_visit(page: str, begin: int, minutes: int) -> None:
    """Show what a class does on ``page`` from minute ``begin`` on."""
    chapter, visit = get_chapter(page), VISITS[page]
    with st.container(key=f"visit_{page}"):
        when = words.WHEN.format(begin=begin, end=begin + minutes, what=chapter.title)
        st.header(when, anchor=False)
        st.page_link(chapter.file, label=words.OPEN.format(page=chapter.title))
        if leads_one:
            show_button(
                ASK_MY_CLASS, f"ask_{page}", call_all, page, icon=":material/campaign:",
                help=ASK_MY_CLASS_HELP.format(page=chapter.title),
            )  # fmt: skip
        st.markdown(words.ASK.format(question=visit.question))
        lesson = LESSONS.get(page)
        right = (lesson.options[lesson.correct], lesson.why) if lesson else visit.right
        if right:
            st.markdown(words.EXPECT.format(option=right[0], why=right[1]))
        for template, text in (
            (words.SHOW, visit.show),
            (words.TRY, visit.task),
            (words.WRONG, visit.wrong),
        ):
            st.markdown(template.format(text=text))


def show_plan(plan: Plan) -> None:
    """Show a whole lesson: what it is for, page by page, and what is asked at the end."""
    st.markdown(plan.aim)
    begin = 0
    for page, minutes in plan.visits:
        show_visit(page, begin, minutes)
        begin += minutes
    with st.container(key="visit_end"):
        when = words.WHEN.format(begin=begin, end=plan.minutes, what=words.CLOSE)
        st.header(when, anchor=False)
        st.markdown(
            "\n".join(
                f"- {words.ANSWER.format(question=question, answer=answer)}"
                for question, answer in plan.questions
            )
        )


open_lesson("plans", words.TITLE, words.LEAD)
leads_one = leads()
chosen = st.segmented_control(
    words.HOW_LONG,
    range(len(PLANS)),
    default=1,
    required=True,
    format_func=lambda place: PLANS[place].label.format(minutes=PLANS[place].minutes),
    key="plan",
    persist_state="session",
)
with st.container(key="plan_text"):
    st.header(words.BEFORE_TITLE, anchor=False)
    st.markdown("\n".join(f"- {sentence}" for sentence in words.BEFORE))
    show_plan(PLANS[chosen])
    st.caption(words.PRINT)
