import './noEval';
import '@backstage/ui/css/styles.css';
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import ReactDOM from 'react-dom/client';
import { app } from './App';

const element = document.getElementById('root');
if (element) {
  ReactDOM.createRoot(element).render(app.createRoot());
}
