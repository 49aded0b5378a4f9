// The rules by which the grader reads and compares answers. esbuild puts both files into the script.

import reading from "../../../autograder/checks/quiz/rules.json" with { type: "json" };
import comparing from "../../../autograder/quizzes/rules.json" with { type: "json" };

export { comparing, reading };
