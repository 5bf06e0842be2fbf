"""Tables as people have them, each with what is right."""

SCHOOL = ((2.0, 7.0, 0.0), (5.0, 6.0, 1.0), (7.0, 5.0, 1.0))
STEPS = ((2.0, 1250.0, 0.4), (5.0, 3400.0, 0.8), (7.0, 12000.0, 1.0))

# Name → its text, and what the first input, the second and the answer are in each row.
SAMPLES = {
    "thousands with commas": (
        'hours,steps,score\n2,"1,250",.4\n5,"3,400",.8\n7,"12,000",1\n',
        STEPS,
    ),
    "thousands with points": (
        "hours;steps;score\n2;1.250;0,4\n5;3.400;0,8\n7;12.000;1\n",
        STEPS,
    ),
    "thousands with spaces": (
        "study;steps;pass\n2;1 250;0\n5;3 400;1\n7;12 000;1\n",
        ((2.0, 1250.0, 0.0), (5.0, 3400.0, 1.0), (7.0, 12000.0, 1.0)),
    ),
    "a line that names the separator": (
        "sep=;\nstudy;sleep;pass\n2;7;0\n5;6;1\n7;5;1\n",
        SCHOOL,
    ),
    "a title": ("Class 9b results\nstudy,sleep,pass\n2,7,0\n5,6,1\n7,5,1\n", SCHOOL),
    "a title and an empty line": (
        "Class 9b results\n\nstudy,sleep,pass\n2,7,0\n5,6,1\n7,5,1\n",
        SCHOOL,
    ),
    "a title with commas behind it": (
        "Class 9b results,,\nstudy,sleep,pass\n2,7,0\n5,6,1\n7,5,1\n",
        SCHOOL,
    ),
    "a title with a comma in it": (
        "Class 9b, November\nstudy;sleep;pass\n2;7;0\n5;6;1\n7;5;1\n",
        SCHOOL,
    ),
    "an index without a name": (",study,sleep,pass\n0,2,7,0\n1,5,6,1\n2,7,5,1\n", SCHOOL),
    "an index called No.": ("No.,study,sleep,pass\n1,2,7,0\n2,5,6,1\n3,7,5,1\n", SCHOOL),
    "true and false": ("study,sleep,pass\n2,7,FALSE\n5,6,TRUE\n7,5,TRUE\n", SCHOOL),
    "percentages": (
        "study,sleep,score\n2,7,38%\n5,6,60%\n7,5,78%\n",
        ((2.0, 7.0, 0.38), (5.0, 6.0, 0.6), (7.0, 5.0, 0.78)),
    ),
    "Arabic digits": ("study,sleep,pass\n٢,٧,٠\n٥,٦,١\n٧,٥,١\n", SCHOOL),
    "full-width digits": ("study,sleep,pass\n２,７,０\n５,６,１\n７,５,１\n", SCHOOL),
    "a last row of sums": (
        "name,study,sleep,pass\nAnn,2,7,0\nBo,5,6,1\nCy,7,5,1\nTotal,14,18,2\n",
        (*SCHOOL, (14.0, 18.0, 2.0)),
    ),
    "gaps in words": (
        "study,sleep,pass\n2,7,0\n5,?,1\n7,k.A.,1\n3,8,0\n1,fehlt,0\n",
        ((2.0, 7.0, 0.0), (3.0, 8.0, 0.0)),
    ),
    "pass and fail": (
        "study,sleep,result\n2,7,fail\n5,6,pass\n7,5,pass\n1,9,fail\n",
        (*SCHOOL, (1.0, 9.0, 0.0)),
    ),
    "an answer in words behind three numbers": (
        "study,sleep,age,passed\n2,7,15,No\n5,6,16,Yes\n7,5,15,Yes\n1,9,16,No\n",
        (*SCHOOL, (1.0, 9.0, 0.0)),
    ),
    "Markdown": (
        "| study | sleep | pass |\n|---|:-:|--:|\n| 2 | 7 | 0 |\n| 5 | 6 | 1 |\n| 7 | 5 | 1 |\n",
        SCHOOL,
    ),
    "spaces": ("study sleep pass\n2 7 0\n5 6 1\n7 5 1\n", SCHOOL),
    "spaces and decimal commas": (
        "study sleep pass\n2,5 7 0\n5,5 6 1\n7,5 5 1\n",
        ((2.5, 7.0, 0.0), (5.5, 6.0, 1.0), (7.5, 5.0, 1.0)),
    ),
    "thousands with spaces between commas": (
        "study,steps,pass\n2,1 250 000,0\n5,3 400,1\n7,12 000,1\n1,9 000,0\n",
        ((5.0, 3400.0, 1.0), (7.0, 12000.0, 1.0), (1.0, 9000.0, 0.0)),
    ),
    "prices": (
        'price,rooms,sold\n"$1,250.50",2,0\n$900,3,1\n£5,4,1\n',
        ((1250.5, 2.0, 0.0), (900.0, 3.0, 1.0), (5.0, 4.0, 1.0)),
    ),
    "prices behind": (
        "price;rooms;sold\n1.250,50 €;2;0\n900€;3;1\n-5 €;4;1\n",
        ((1250.5, 2.0, 0.0), (900.0, 3.0, 1.0), (-5.0, 4.0, 1.0)),
    ),
    "aligned with spaces": (
        "hours studied   hours slept   pass\n2               7             0\n"
        "5               6             1\n7               5             1\n",
        SCHOOL,
    ),
    "copied from a web page": (
        "\nstudy \tsleep \tpass \n\n2 \t7 \t0 \n\n5 \t6 \t1 \n\n7 \t5 \t1 \n",
        SCHOOL,
    ),
    "the source of a web page": (
        "<!DOCTYPE html><html><head><style>td,th { a: 1 }</style></head><body><p>Our class\n"
        "<table class='x'><tr><th>study<th>sleep<th>pass</tr><tr><td>2</td><td><b>7</b></td>"
        "<td>0</td></tr><tr><td>5<td>6<td>&#49;<tr><td>7</td><td>5</td><td>1</td></tr></table>",
        SCHOOL,
    ),
}
