from shuanglian.metrics.layout import layout_score

#       0123456789
TEXT = "甲乙 丙丁\n戊己庚"


def test_a_layout_against_itself():
    layout = [[("title", [(0, 2)]), ("paragraph", [(3, 5), (6, 9)])]]
    score = layout_score(TEXT, layout, layout)
    assert (score.block_f1, score.neighbour_share) == (1.0, 1.0)
    assert (score.reviewed, score.neighbours) == (2, 2)


def test_blank_characters_and_cuts_do_not_count():
    score = layout_score(TEXT, [[("paragraph", [(0, 5), (5, 9)])]], [[("paragraph", [(0, 2), (3, 9)])]])
    assert (score.block_f1, score.neighbour_share) == (1.0, 1.0)


def test_a_wrong_role_costs_a_block_and_no_neighbour():
    reviewed = [[("title", [(0, 2)]), ("paragraph", [(3, 5)]), ("paragraph", [(6, 9)])]]
    proposed = [[("heading", [(0, 2)]), ("paragraph", [(3, 5)]), ("paragraph", [(6, 9)])]]
    score = layout_score(TEXT, proposed, reviewed)
    assert (score.matching, score.proposed, score.reviewed) == (2, 3, 3)
    assert score.neighbour_share == 1.0


def test_a_wrong_order_costs_neighbours_and_the_joined_block():
    reviewed = [[("title", [(0, 2)]), ("paragraph", [(3, 5), (6, 9)])]]
    proposed = [[("title", [(0, 2)]), ("paragraph", [(6, 9), (3, 5)])]]
    score = layout_score(TEXT, proposed, reviewed)
    assert score.block_f1 == 0.5
    assert (score.neighbours_right, score.neighbours) == (0, 2)


def test_dropped_blocks_count_as_blocks_and_articles_are_not_neighbours():
    reviewed = [[("title", [(0, 2)])], [("title", [(3, 5)])]]
    score = layout_score(TEXT, reviewed, reviewed, [("teaser", [(6, 9)])], [("boilerplate", [(6, 9)])])
    assert (score.matching, score.proposed, score.reviewed, score.neighbours) == (2, 3, 3, 0)
    assert (score + score).matching == 4
