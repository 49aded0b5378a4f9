// Bring the quizzes of a page to life: check, explain, try again, and keep the answers.

import "./quiz.css";
import { startQuiz } from "./quiz.js";

for (const section of document.querySelectorAll("section.quiz")) startQuiz(section);
